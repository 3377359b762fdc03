package io.phasegate.webhook;

import java.util.Arrays;
import java.util.stream.Collectors;

/** A bug or a lack of memory, told on one line. */
final class Breakdown {

  private static final int TOLD_FRAMES = 8;

  private Breakdown() {}

  /** What broke and where. Its message stays out: it might quote somebody's object (ruling 23). */
  static String describe(Throwable e) {
    return Arrays.stream(e.getStackTrace())
        .limit(TOLD_FRAMES)
        .map(StackTraceElement::toString)
        .collect(Collectors.joining(" < ", e.getClass().getName() + " at ", ""));
  }
}
