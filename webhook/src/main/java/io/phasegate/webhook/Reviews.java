package io.phasegate.webhook;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.phasegate.conversion.Demand;
import io.phasegate.conversion.review.ReviewAnswer;
import java.util.function.BiFunction;

/**
 * What the server answers with. Each function takes a request's body, and whether anybody still
 * waits for the answer. It is called from many threads at once, and must not block on I/O.
 *
 * @param convert for {@code POST /convert}
 * @param mutate for {@code POST /mutate}
 * @param validate for {@code POST /validate}
 * @param meters what they count themselves
 */
public record Reviews(
    BiFunction<byte[], Demand, ReviewAnswer> convert,
    BiFunction<byte[], Demand, ReviewAnswer> mutate,
    BiFunction<byte[], Demand, ReviewAnswer> validate,
    MeterBinder meters) {

  /** Reviews that count nothing. */
  public Reviews(
      BiFunction<byte[], Demand, ReviewAnswer> convert,
      BiFunction<byte[], Demand, ReviewAnswer> mutate,
      BiFunction<byte[], Demand, ReviewAnswer> validate) {
    this(convert, mutate, validate, _ -> {});
  }
}
