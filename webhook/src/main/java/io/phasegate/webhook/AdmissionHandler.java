package io.phasegate.webhook;

import io.phasegate.conversion.Demand;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.JsonWriter;
import io.phasegate.conversion.review.ReviewAnswer;
import java.util.function.BiFunction;

/**
 * {@code POST /mutate} and {@code POST /validate}: an {@code AdmissionReview} goes to the rules.
 *
 * @param name {@code mutate} or {@code validate}
 * @param review {@code AdmissionReviews.mutate} or {@code .validate} in production
 */
record AdmissionHandler(String name, BiFunction<byte[], Demand, ReviewAnswer> review, int bodyLimit)
    implements Endpoint {

  @Override
  public ReviewAnswer answer(byte[] body, Demand demand) {
    return review.apply(body, demand);
  }

  @Override
  public byte[] failure(ReviewIdentity review) {
    var status =
        JsonObject.of("status", Json.text("Failure"))
            .with("code", Json.Num.of(500))
            .with("reason", Json.text("InternalError"))
            .with(
                "message",
                Json.text("the request could not be judged because of a fault in the webhook"));
    return JsonWriter.bytes(
        JsonObject.of("apiVersion", Json.text(review.apiVersion()))
            .with("kind", Json.text("AdmissionReview"))
            .with(
                "response",
                JsonObject.of("uid", Json.text(review.uid()))
                    .with("allowed", Json.Bool.FALSE)
                    .with("status", status)));
  }
}
