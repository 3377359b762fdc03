package io.phasegate.conversion.review;

/** A range of a body, in bytes; of no length where a member is absent or null. */
public record Slice(int offset, int length) {

  /** Nothing. */
  public static final Slice NONE = new Slice(0, 0);

  public boolean isNone() {
    return length == 0;
  }
}
