package io.phasegate.webhook;

import io.phasegate.conversion.review.ReviewAnswer;
import java.util.function.Function;

/**
 * {@code POST /convert}: a {@code ConversionReview} goes to the converter.
 *
 * @param convert {@link io.phasegate.conversion.review.ConversionReviews#answer} in production
 */
record ConversionHandler(Function<byte[], ReviewAnswer> convert, int bodyLimit)
    implements Endpoint {

  @Override
  public String name() {
    return "convert";
  }

  @Override
  public ReviewAnswer answer(byte[] body) {
    return convert.apply(body);
  }
}
