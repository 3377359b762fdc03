package io.phasegate.reconciler.dgdr.output;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.yaml.MalformedYaml;
import io.phasegate.conversion.yaml.YamlReader;
import io.phasegate.reconciler.dgdr.resource.DynamoGraphDeploymentRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The profiler's output ConfigMap, read.
 *
 * @param result what the profiler says of its end
 * @param subPhase where it is, as far as it tells
 * @param message what it says about that; may be empty
 * @param data the ConfigMap's data
 */
public record ProfilerOutput(
    Result result, Optional<SubPhase> subPhase, String message, Map<String, String> data) {

  /** The key with the profiler's own report. */
  public static final String STATUS_FILE = "profiler_status.yaml";

  /** The key with the generated manifests. */
  public static final String FINAL_CONFIG = "final_config.yaml";

  /** The key with the candidates that the profiler compared. */
  public static final String CANDIDATES = "webui_data.json";

  /** The key with {@code success} or {@code failed}, written by the sidecar. */
  public static final String RESULT = "profiler_status";

  /** The key with the reason of a failure, written by the sidecar. */
  public static final String ERROR = "profiler_error";

  /** The key with the sub-phase. */
  public static final String PHASE = "phase";

  /** The key with what the profiler says about the sub-phase. */
  public static final String MESSAGE = "message";

  /** In characters. A profiler that has more to say about where it is is not followed. */
  private static final int LONGEST_REPORT = 8_192;

  private static final String PLANNER_CONFIG = "config_with_planner.yaml";
  private static final String MOCKER_CONFIG = "mocker_config_with_planner.yaml";

  /** How profiling ended, if it did. */
  public sealed interface Result {

    /**
     * There is no word of an end yet.
     *
     * @param word what there is instead, {@code running} for instance; may be empty
     */
    record Unfinished(String word) implements Result {}

    record Succeeded() implements Result {}

    /**
     * It failed.
     *
     * @param why in the profiler's or the sidecar's words
     */
    record Failed(String why) implements Result {}
  }

  /** Whose result a ConfigMap is. */
  public enum Owner {
    /** Its owner reference carries the request's uid. */
    THIS_REQUEST,
    /** It belongs to somebody else, most likely to an earlier request of the same name. */
    ANOTHER,
    /** It has no owner; older sidecars set none. */
    NOBODY
  }

  public ProfilerOutput {
    data = Map.copyOf(data);
  }

  /** Reads a ConfigMap. It cannot fail: what is malformed says nothing. */
  public static ProfilerOutput of(ConfigMap configMap) {
    Map<String, String> data = Objects.requireNonNullElse(configMap.getData(), Map.of());
    JsonObject report = report(data.getOrDefault(STATUS_FILE, ""));
    String phase = first(data.get(PHASE), report.textAt("phase"));
    String message = first(data.get(MESSAGE), report.textAt("message"));
    return new ProfilerOutput(result(data, report), SubPhase.of(phase), message, data);
  }

  /**
   * What of a ConfigMap has to be at hand while a profiler runs: whose it is, and where the
   * profiler is. The result itself takes up to a MiB, and is read once.
   */
  public static ConfigMap progressOf(ConfigMap configMap) {
    Map<String, String> data = Objects.requireNonNullElse(configMap.getData(), Map.of());
    Map<String, String> told = new HashMap<>();
    for (String key : List.of(PHASE, MESSAGE, STATUS_FILE)) {
      String text = data.getOrDefault(key, "");
      if (!text.isEmpty() && text.length() <= LONGEST_REPORT) {
        told.put(key, text);
      }
    }
    return new ConfigMapBuilder().withMetadata(configMap.getMetadata()).withData(told).build();
  }

  /** What the sidecar says of a failure; may be empty. */
  public String error() {
    return data.getOrDefault(ERROR, "").strip();
  }

  /** Whether there is a word of an end. */
  public boolean hasEnded() {
    return !(result instanceof Result.Unfinished);
  }

  /** Whose ConfigMap this is; ruling 43 lets only the request's own outrank a missing Job. */
  public static Owner ownerOf(ConfigMap configMap, DynamoGraphDeploymentRequest request) {
    List<OwnerReference> owners =
        Objects.requireNonNullElse(configMap.getMetadata().getOwnerReferences(), List.of());
    if (owners.isEmpty()) {
      return Owner.NOBODY;
    }
    String uid = request.getMetadata().getUid();
    return owners.stream().anyMatch(owner -> Objects.equals(owner.getUid(), uid))
        ? Owner.THIS_REQUEST
        : Owner.ANOTHER;
  }

  /** Whose a ConfigMap is, in words. */
  public static String ownersOf(ConfigMap configMap) {
    return Objects.requireNonNullElse(
            configMap.getMetadata().getOwnerReferences(), List.<OwnerReference>of())
        .stream()
        .map(owner ->
            "%s %s with uid %s".formatted(owner.getKind(), owner.getName(), owner.getUid()))
        .collect(Collectors.joining(" and "));
  }

  /**
   * The manifests that the profiler generated, under the key of today or of older profilers (G2).
   *
   * @param mocker whether the request wants mocked workers
   */
  public Optional<String> manifests(boolean mocker) {
    return Stream.of(FINAL_CONFIG, mocker ? MOCKER_CONFIG : PLANNER_CONFIG)
        .flatMap(key -> Optional.ofNullable(data.get(key)).stream())
        .filter(text -> !text.isBlank())
        .findFirst();
  }

  private static Result result(Map<String, String> data, JsonObject report) {
    String word =
        data.containsKey(RESULT) ? data.get(RESULT).strip() : report.textAt("status").orElse("");
    return switch (word) {
      case "success" -> new Result.Succeeded();
      case "failed" -> {
        String why = first(data.get(ERROR), report.textAt("error"));
        yield new Result.Failed(
            why.isEmpty() ? report.textAt("message").orElse("no reason was given") : why);
      }
      default -> new Result.Unfinished(word);
    };
  }

  private static String first(@org.jspecify.annotations.Nullable String one, Optional<String> two) {
    return one == null || one.isBlank() ? two.orElse("") : one.strip();
  }

  private static JsonObject report(String yaml) {
    try {
      return YamlReader.read(yaml).stream()
          .findFirst()
          .flatMap(document -> document.value().asObject())
          .orElse(JsonObject.empty());
    } catch (MalformedYaml e) {
      return JsonObject.empty();
    }
  }
}
