package io.phasegate.testkit.contract;

/**
 * One fact of the contract that an answer breaks.
 *
 * @param id of the fact, for instance {@code W6}
 * @param sentence what is wrong and where, for a person
 */
public record Breach(String id, String sentence) {

  @Override
  public String toString() {
    return id + ": " + sentence;
  }
}
