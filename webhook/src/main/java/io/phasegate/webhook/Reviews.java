package io.phasegate.webhook;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.phasegate.conversion.review.ReviewAnswer;
import java.util.function.Function;

/**
 * What the server answers with. Each function takes a request's body and is called from many
 * threads at once; none may block on I/O.
 *
 * @param convert for {@code POST /convert}
 * @param mutate for {@code POST /mutate}
 * @param validate for {@code POST /validate}
 * @param meters what they count themselves
 */
public record Reviews(
    Function<byte[], ReviewAnswer> convert,
    Function<byte[], ReviewAnswer> mutate,
    Function<byte[], ReviewAnswer> validate,
    MeterBinder meters) {

  /** Reviews that count nothing. */
  public Reviews(
      Function<byte[], ReviewAnswer> convert,
      Function<byte[], ReviewAnswer> mutate,
      Function<byte[], ReviewAnswer> validate) {
    this(convert, mutate, validate, _ -> {});
  }
}
