package io.phasegate.conversion.review;

import io.phasegate.conversion.Converter;

/** Answers {@code ConversionReview}s. Safe for many threads. */
public final class ConversionReviews {

  private final Converter converter;

  public ConversionReviews(Converter converter) {
    this.converter = converter;
  }

  /**
   * Converts every object of a review, or says for which ones and why that cannot be.
   *
   * @param body the request's bytes, UTF-8 JSON; not changed
   */
  public ReviewAnswer answer(byte[] body) {
    return new ReviewAnswer.NotAReview("not yet: " + converter + body.length);
  }
}
