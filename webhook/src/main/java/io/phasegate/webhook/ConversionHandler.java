package io.phasegate.webhook;

import io.phasegate.conversion.Demand;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.JsonWriter;
import io.phasegate.conversion.review.ReviewAnswer;
import java.util.List;
import java.util.function.BiFunction;

/**
 * {@code POST /convert}: a {@code ConversionReview} goes to the converter.
 *
 * @param convert {@link io.phasegate.conversion.review.ConversionReviews#answer} in production
 */
record ConversionHandler(BiFunction<byte[], Demand, ReviewAnswer> convert, int bodyLimit)
    implements Endpoint {

  @Override
  public String name() {
    return "convert";
  }

  @Override
  public ReviewAnswer answer(byte[] body, Demand demand) {
    return convert.apply(body, demand);
  }

  @Override
  public byte[] failure(ReviewIdentity review) {
    var result =
        JsonObject.of("status", Json.text("Failure"))
            .with("message", Json.text("the conversion webhook failed; its log says why"));
    return JsonWriter.bytes(
        JsonObject.of("apiVersion", Json.text(review.apiVersion()))
            .with("kind", Json.text("ConversionReview"))
            .with(
                "response",
                JsonObject.of("uid", Json.text(review.uid()))
                    .with("convertedObjects", JsonArray.of(List.of()))
                    .with("result", result)));
  }
}
