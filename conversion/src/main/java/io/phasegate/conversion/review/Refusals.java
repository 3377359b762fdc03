package io.phasegate.conversion.review;

import io.phasegate.conversion.json.Excerpt;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * What of a review could not be converted. A hostile review refuses a million times; of that the
 * first few are kept, which is also what a person can read.
 */
final class Refusals {

  private static final int TOLD = 20;

  /** Of a sentence, in Unicode code points: it may name a kind or an object of any length. */
  private static final int LONGEST = 1_000;

  private final List<String> told = new ArrayList<>();
  private int untold;

  /** One object, with the reason; the sentence is made only if it will be told. */
  void add(Supplier<String> sentence) {
    if (told.size() < TOLD) {
      told.add(Excerpt.of(sentence.get(), LONGEST));
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
