package io.phasegate.testkit.cluster.programs;

import java.util.Optional;

/** What the environment variable {@value #VARIABLE} says about the tests on a real cluster. */
public enum ClusterWish {
  /** Not set: they run where the programs can be had, and are skipped with a sentence elsewhere. */
  IF_POSSIBLE,
  /** {@code require}: where they cannot run, they fail. */
  REQUIRED,
  /** {@code skip}: they are left out on purpose. */
  SKIPPED;

  /** The variable's name. */
  public static final String VARIABLE = "PHASEGATE_CLUSTER";

  /**
   * Reads the wish.
   *
   * @throws IllegalArgumentException when the variable holds another word, naming those it knows
   */
  static ClusterWish of(Optional<String> value) {
    return switch (value.orElse("")) {
      case "" -> IF_POSSIBLE;
      case "require" -> REQUIRED;
      case "skip" -> SKIPPED;
      default ->
          throw new IllegalArgumentException(
              "%s is \"%s\"; write require or skip, or leave it out"
                  .formatted(VARIABLE, value.orElse("")));
    };
  }
}
