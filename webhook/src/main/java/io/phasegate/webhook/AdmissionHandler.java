package io.phasegate.webhook;

import io.phasegate.conversion.review.ReviewAnswer;
import java.util.function.Function;

/**
 * {@code POST /mutate} and {@code POST /validate}: an {@code AdmissionReview} goes to the rules.
 *
 * @param name {@code mutate} or {@code validate}
 * @param review {@code AdmissionReviews.mutate} or {@code .validate} in production
 */
record AdmissionHandler(String name, Function<byte[], ReviewAnswer> review, int bodyLimit)
    implements Endpoint {

  @Override
  public ReviewAnswer answer(byte[] body) {
    return review.apply(body);
  }
}
