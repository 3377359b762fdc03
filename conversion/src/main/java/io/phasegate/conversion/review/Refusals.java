package io.phasegate.conversion.review;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * What of a review could not be converted. A hostile review refuses a million times; of that the
 * first few are kept, which is also what a person can read.
 */
final class Refusals {

  private static final int TOLD = 20;

  private final List<String> told = new ArrayList<>();
  private int untold;

  /** One object, with the reason; the sentence is made only if it will be told. */
  void add(Supplier<String> sentence) {
    if (told.size() < TOLD) {
      told.add(sentence.get());
    } else {
      untold++;
    }
  }

  boolean isEmpty() {
    return told.isEmpty();
  }

  /** All in one sentence. */
  String message() {
    String all = String.join("; ", told);
    return untold > 0 ? all + "; and " + untold + " more" : all;
  }
}
