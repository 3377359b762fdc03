package io.phasegate.testkit.front;

import io.phasegate.conversion.ApiVersion;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.JsonReader;
import io.phasegate.conversion.json.JsonWriter;
import io.phasegate.conversion.json.MalformedJson;
import io.phasegate.testkit.contract.ConversionContract;
import io.phasegate.testkit.contract.Exchange;
import io.phasegate.testkit.contract.Verdict;
import java.time.Duration;
import java.util.UUID;

/** Converts objects by asking the webhook, one object a call as the API server does (V5). */
final class Conversions {

  static final String PATH = "/convert";
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final WebhookCaller caller;

  Conversions(WebhookCaller caller) {
    this.caller = caller;
  }

  /**
   * Converts one object. What has the version already is not sent (V1).
   *
   * @throws Refused with code 500 when the webhook is out of reach, says no or breaks the contract
   */
  JsonObject convert(JsonObject object, ApiVersion desired, Journal journal) throws Refused {
    if (object.textAt("apiVersion").orElse("").equals(desired.toString())) {
      return object;
    }
    Exchange exchange;
    try {
      exchange = caller.post(PATH, JsonWriter.bytes(review(object, desired)), TIMEOUT);
    } catch (WebhookCaller.CallFailed e) {
      throw failed(object, e.reason());
    }
    Verdict verdict = ConversionContract.check(exchange);
    if (!verdict.kept()) {
      throw failed(object, "its answer breaks the contract: " + verdict);
    }
    JsonObject converted = converted(exchange, object);
    journal.add(new Trace.Converted(object, converted));
    return converted;
  }

  /** With the empty response member that an API server sends along (V3). */
  private static JsonObject review(JsonObject object, ApiVersion desired) {
    JsonObject request =
        JsonObject.of("uid", Json.text(UUID.randomUUID().toString()))
            .with("desiredAPIVersion", Json.text(desired.toString()))
            .with("objects", Json.array(object));
    JsonObject response =
        JsonObject.of("uid", Json.text(""))
            .with("convertedObjects", Json.Null.NULL)
            .with("result", JsonObject.of("metadata", JsonObject.empty()));
    return JsonObject.of("kind", Json.text("ConversionReview"))
        .with("apiVersion", Json.text("apiextensions.k8s.io/v1"))
        .with("request", request)
        .with("response", response);
  }

  /** Reads an answer that keeps the contract: it says why not, or has the one object. */
  private static JsonObject converted(Exchange exchange, JsonObject object) throws Refused {
    JsonObject response;
    try {
      response =
          JsonReader.readObject(exchange.answer()).objectAt("response").orElse(JsonObject.empty());
    } catch (MalformedJson e) {
      throw failed(object, e.reason());
    }
    if (!response.textAt("result.status").orElse("").equals("Success")) {
      throw failed(object, response.textAt("result.message").orElse(""));
    }
    return response
        .get("convertedObjects")
        .flatMap(Json::asArray)
        .map(JsonArray::items)
        .flatMap(items -> items.getFirst().asObject())
        .orElseThrow(() -> failed(object, "it sent no object back"));
  }

  /** The API server has no reason word for this failure, only this sentence. */
  private static Refused failed(JsonObject object, String why) {
    return new Refused(
        ApiStatus.unknownError(
            "conversion webhook for %s, Kind=%s failed: %s"
                .formatted(
                    object.textAt("apiVersion").orElse(""),
                    object.textAt("kind").orElse(""),
                    why)));
  }
}
