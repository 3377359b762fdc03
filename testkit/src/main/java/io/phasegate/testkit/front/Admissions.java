package io.phasegate.testkit.front;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.JsonReader;
import io.phasegate.conversion.json.JsonWriter;
import io.phasegate.conversion.json.MalformedJson;
import io.phasegate.testkit.contract.AdmissionContract;
import io.phasegate.testkit.contract.Exchange;
import io.phasegate.testkit.contract.Verdict;
import io.phasegate.testkit.front.FrontOptions.AdmissionHook;
import io.phasegate.testkit.front.FrontOptions.Role;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Asks the admission webhooks, one after the other by name (A14). Every one of them has
 * failurePolicy Fail: no answer is a no.
 */
final class Admissions {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final WebhookCaller caller;
  private final List<AdmissionHook> hooks;

  Admissions(WebhookCaller caller, List<AdmissionHook> hooks) {
    this.caller = caller;
    this.hooks = hooks.stream().sorted(Comparator.comparing(AdmissionHook::name)).toList();
  }

  /** What a mutating webhook says: a patch, empty for none. */
  private record Answer(
      boolean allowed, JsonArray patch, List<String> warnings, JsonObject status) {}

  /**
   * Lets the mutating webhooks change an object.
   *
   * @param object as it is to be written; {@code null} literal for a delete
   * @param old as it was; {@code null} literal for a create
   * @return the object with all patches applied, not yet defaulted again
   */
  Json mutate(Write write, Json object, Json old) throws Refused {
    Json current = object;
    for (AdmissionHook hook : hooksFor(write, Role.MUTATING)) {
      Answer answer = ask(hook, write, current, old);
      if (!answer.patch().isEmpty()) {
        current = Patching.ofWebhook(current, answer.patch());
      }
    }
    return current;
  }

  /** Lets the validating webhooks say no; parameters as for {@link #mutate}. */
  void validate(Write write, Json object, Json old) throws Refused {
    for (AdmissionHook hook : hooksFor(write, Role.VALIDATING)) {
      ask(hook, write, object, old);
    }
  }

  /** Whether anybody would be asked about a write. */
  boolean wants(Write write) {
    return Stream.of(Role.values()).anyMatch(role -> !hooksFor(write, role).isEmpty());
  }

  private List<AdmissionHook> hooksFor(Write write, Role role) {
    return hooks.stream()
        .filter(hook -> hook.role() == role)
        .filter(hook -> hook.isFor(write.operation(), write.target().crd().plural()))
        .filter(hook -> write.target().subresource().isEmpty())
        .toList();
  }

  private Answer ask(AdmissionHook hook, Write write, Json object, Json old) throws Refused {
    Exchange exchange;
    try {
      byte[] review = JsonWriter.bytes(AdmissionReview.of(write, object, old));
      exchange = caller.post(hook.path(), review, TIMEOUT);
    } catch (WebhookCaller.CallFailed e) {
      throw noAnswer(hook, "failed to call webhook: " + e.reason());
    }
    Verdict verdict =
        switch (hook.role()) {
          case MUTATING -> AdmissionContract.mutating(exchange);
          case VALIDATING -> AdmissionContract.validating(exchange);
        };
    if (!verdict.kept()) {
      throw noAnswer(hook, "its answer breaks the contract: " + verdict);
    }
    Answer answer = read(hook, exchange);
    write.journal().warn(answer.warnings());
    if (!answer.allowed()) {
      write.journal().add(new Trace.Denied(hook.name(), answer.warnings()));
      throw new Refused(denial(hook, answer.status()));
    }
    write.journal().add(new Trace.Admitted(hook.name(), answer.patch(), answer.warnings()));
    return answer;
  }

  private static Answer read(AdmissionHook hook, Exchange exchange) throws Refused {
    try {
      JsonObject response =
          JsonReader.readObject(exchange.answer()).objectAt("response").orElse(JsonObject.empty());
      byte[] patch = Base64.getDecoder().decode(response.textAt("patch").orElse(""));
      return new Answer(
          response.get("allowed").filter(allowed -> allowed == Json.Bool.TRUE).isPresent(),
          patch.length == 0
              ? JsonArray.empty()
              : JsonReader.read(patch).asArray().orElse(JsonArray.empty()),
          response.get("warnings").flatMap(Json::asArray).map(JsonArray::items).stream()
              .flatMap(List::stream)
              .flatMap(item -> item.asText().stream())
              .toList(),
          response.objectAt("status").orElse(JsonObject.empty()));
    } catch (MalformedJson e) {
      throw noAnswer(hook, e.reason());
    }
  }

  private static Refused noAnswer(AdmissionHook hook, String why) {
    return new Refused(
        ApiStatus.internalError("failed calling webhook \"%s\": %s".formatted(hook.name(), why)));
  }

  /** The webhook's own status under the API server's prefix (A7). */
  private static ApiStatus denial(AdmissionHook hook, JsonObject status) {
    String why =
        status
            .textAt("message")
            .or(() -> status.textAt("reason"))
            .map(text -> "denied the request: " + text)
            .orElse("denied the request without explanation");
    int code =
        status.get("code").orElse(Json.Null.NULL) instanceof Json.Num(var text)
            ? Integer.parseInt(text)
            : 0;
    return new ApiStatus(
        Math.max(400, code),
        status.textAt("reason").orElse(""),
        "admission webhook \"%s\" %s".formatted(hook.name(), why),
        status.objectAt("details").orElse(JsonObject.empty()));
  }
}
