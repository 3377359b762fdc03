package io.phasegate.reconciler.dgdr.copier;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How the container that profiles fares, as the pod's status tells. */
sealed interface ProfilerState {

  /** It has not begun, or nobody has said so yet. */
  record NotStarted() implements ProfilerState {}

  record Running(Instant since) implements ProfilerState {}

  /**
   * It ended.
   *
   * @param how one clause, for instance {@code with exit code 137 (OOMKilled)}
   */
  record Ended(Instant since, int exitCode, String how) implements ProfilerState {}

  /** Reads a pod. */
  static ProfilerState of(JsonObject pod, String container) {
    List<Json> statuses =
        pod.at("status.containerStatuses")
            .flatMap(Json::asArray)
            .map(JsonArray::items)
            .orElse(List.of());
    return statuses.stream()
        .flatMap(status -> status.asObject().stream())
        .filter(status -> status.textAt("name").filter(container::equals).isPresent())
        .findFirst()
        .flatMap(status -> status.objectAt("state"))
        .map(ProfilerState::state)
        .orElseGet(NotStarted::new);
  }

  private static ProfilerState state(JsonObject state) {
    Optional<JsonObject> end = state.objectAt("terminated");
    if (end.isPresent()) {
      return ended(end.get());
    }
    return state.has("running")
        ? new Running(instant(state.textAt("running.startedAt")))
        : new NotStarted();
  }

  private static Ended ended(JsonObject end) {
    String code = end.get("exitCode").map(Json::toString).orElse("0");
    String reason = end.textAt("reason").filter(word -> !word.equals("Completed")).orElse("");
    return new Ended(
        instant(end.textAt("startedAt")),
        code.matches("[0-9]{1,3}") ? Integer.parseInt(code) : -1,
        "with exit code " + code + (reason.isEmpty() ? "" : " (" + reason + ")"));
  }

  private static Instant instant(Optional<String> text) {
    try {
      return text.map(Instant::parse).orElse(Instant.EPOCH);
    } catch (DateTimeException e) {
      return Instant.EPOCH;
    }
  }
}
