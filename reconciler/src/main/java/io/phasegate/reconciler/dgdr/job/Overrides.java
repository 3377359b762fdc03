package io.phasegate.reconciler.dgdr.job;

import static io.phasegate.reconciler.dgdr.job.Merge.APPEND;
import static io.phasegate.reconciler.dgdr.job.Merge.FIELDS;
import static io.phasegate.reconciler.dgdr.job.Merge.REPLACE;
import static io.phasegate.reconciler.dgdr.job.Merge.RESOURCES;
import static io.phasegate.reconciler.dgdr.job.Merge.byKey;
import static io.phasegate.reconciler.dgdr.job.Merge.fields;
import static io.phasegate.reconciler.dgdr.job.Merge.union;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.Path;
import io.phasegate.reconciler.dgdr.resource.DgdrNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Merges {@code spec.overrides.profilingJob} into our Job: the allow-list of spec/dgdr.md 6.5, one
 * entry a field. Whatever is not on it has no effect and is named.
 */
final class Overrides {

  private static final Map<String, Merge> JOB =
      all(
          REPLACE,
          "backoffLimit",
          "activeDeadlineSeconds",
          "ttlSecondsAfterFinished",
          "completions",
          "parallelism",
          "suspend");

  private static final Map<String, Merge> POD_METADATA =
      Map.of("labels", fields(key -> !isProtected(key)), "annotations", FIELDS);

  private static final Map<String, Merge> POD =
      and(
          all(
              REPLACE,
              "tolerations",
              "nodeSelector",
              "affinity",
              "priorityClassName",
              "serviceAccountName",
              "runtimeClassName",
              "dnsPolicy",
              "dnsConfig",
              "terminationGracePeriodSeconds",
              "topologySpreadConstraints",
              "automountServiceAccountToken"),
          Map.of(
              "imagePullSecrets", union("name"),
              "securityContext", FIELDS,
              "volumes", byKey("name"),
              "initContainers", byKey("name")));

  private static final Map<String, Merge> PROFILER =
      Map.of(
          "image", REPLACE,
          "resources", RESOURCES,
          "securityContext", REPLACE,
          "env", byKey("name"),
          "envFrom", APPEND,
          // by path: one volume may well be mounted twice
          "volumeMounts", byKey("mountPath"));

  private static final Map<String, Merge> COPIER = Map.of("image", REPLACE, "resources", RESOURCES);

  private static final Set<String> PROTECTED_LABELS =
      Set.of(
          "app",
          "dgdr",
          DgdrNames.NAME_LABEL,
          DgdrNames.NAMESPACE_LABEL,
          DgdrNames.MANAGED_BY_LABEL,
          // the Job controller's own: another value would make the Job invalid
          "job-name",
          "controller-uid");

  private static final Path TEMPLATE = Path.of("template");
  private static final String WHERE = "spec.overrides.profilingJob";

  private final List<String> ignored = new ArrayList<>();

  private Overrides() {}

  /**
   * A Job's spec and what there is to say about it.
   *
   * @param remarks sentences for the user
   */
  record Merged(JsonObject jobSpec, List<String> remarks) {}

  /**
   * Merges overrides into a Job.
   *
   * @param jobSpec the spec of our Job
   * @param given the overrides; the empty object for none
   */
  static Merged merge(JsonObject jobSpec, JsonObject given) {
    var overrides = new Overrides();
    JsonObject merged = overrides.job(jobSpec, given);
    List<String> remarks = new ArrayList<>();
    if (!overrides.ignored.isEmpty()) {
      remarks.add(
          "these fields have no effect on the profiling Job: "
              + String.join(", ", overrides.ignored));
    }
    for (String field : List.of("completions", "parallelism")) {
      if (isMoreThanOne(merged.get(field))) {
        remarks.add(
            "%s.%s is above 1: several profilers will write the same result, and the last one wins"
                .formatted(WHERE, field));
      }
    }
    return new Merged(TokenForCopier.addIfNeeded(merged), remarks);
  }

  /** True for a value that says something: neither absent nor null nor empty. */
  static boolean isGiven(Optional<Json> value) {
    return value.isPresent()
        && switch (value.get()) {
          case Json.Null _ -> false;
          case JsonObject object -> !object.isEmpty();
          case JsonArray array -> !array.isEmpty();
          case Json.Text text -> !text.value().isEmpty();
          case Json.Num _, Json.Bool _ -> true;
        };
  }

  private JsonObject job(JsonObject base, JsonObject given) {
    JsonObject merged = merge(base, given.without("template"), JOB, WHERE);
    Optional<JsonObject> template = given.objectAt("template");
    return template.isEmpty()
        ? merged
        : merged.with(
            "template",
            template(base.at(TEMPLATE).flatMap(Json::asObject).orElseThrow(), template.get()));
  }

  private JsonObject template(JsonObject base, JsonObject given) {
    String where = WHERE + ".template";
    merge(JsonObject.empty(), given.without("metadata").without("spec"), Map.of(), where);
    JsonObject metadata = base.objectAt("metadata").orElseThrow();
    JsonObject spec = base.objectAt("spec").orElseThrow();
    JsonObject givenMetadata = given.objectAt("metadata").orElse(JsonObject.empty());
    givenMetadata
        .objectAt("labels")
        .ifPresent(labels ->
            labels.keys().stream()
                .filter(Overrides::isProtected)
                .forEach(key -> ignored.add(where + ".metadata.labels[" + key + "]")));
    return base.with("metadata", merge(metadata, givenMetadata, POD_METADATA, where + ".metadata"))
        .with("spec", pod(spec, given.objectAt("spec").orElse(JsonObject.empty()), where));
  }

  private JsonObject pod(JsonObject base, JsonObject given, String template) {
    String where = template + ".spec";
    JsonObject merged = merge(base, given.without("containers"), POD, where);
    List<Json> ours =
        new ArrayList<>(base.get("containers").flatMap(Json::asArray).orElseThrow().items());
    List<Json> theirs =
        given.get("containers").flatMap(Json::asArray).map(JsonArray::items).orElse(List.of());
    for (int i = 0; i < theirs.size(); i++) {
      JsonObject container = theirs.get(i).asObject().orElse(JsonObject.empty());
      String name = container.textAt("name").orElse("");
      JsonObject values = container.without("name");
      String at = where + ".containers[" + (name.isEmpty() ? Integer.toString(i) : name) + "]";
      switch (name) {
        case "", ProfilerContainer.NAME ->
            ours.set(0, merge(ours.get(0).asObject().orElseThrow(), values, PROFILER, at));
        case CopierContainer.NAME ->
            ours.set(1, merge(ours.get(1).asObject().orElseThrow(), values, COPIER, at));
        default -> ignored.add(at);
      }
    }
    return merged.with("containers", JsonArray.of(ours));
  }

  private JsonObject merge(
      JsonObject base, JsonObject given, Map<String, Merge> allowed, String where) {
    JsonObject merged = base;
    for (var field : given.entries()) {
      if (!isGiven(Optional.of(field.getValue()))) {
        continue;
      }
      Merge rule = allowed.get(field.getKey());
      if (rule == null) {
        ignored.add(where + "." + field.getKey());
      } else {
        merged =
            merged.with(field.getKey(), rule.merge(base.get(field.getKey()), field.getValue()));
      }
    }
    return merged;
  }

  /** Labels by which the Job's pods are found, also those that the engine adds. */
  private static boolean isProtected(String label) {
    return PROTECTED_LABELS.contains(label)
        || label.startsWith("nvidia.com/dgdr")
        || label.startsWith("batch.kubernetes.io/");
  }

  private static boolean isMoreThanOne(Optional<Json> value) {
    return value.isPresent()
        && value.get() instanceof Json.Num(var text)
        && text.matches("[0-9]{1,9}")
        && Integer.parseInt(text) > 1;
  }

  private static Map<String, Merge> all(Merge rule, String... fields) {
    Map<String, Merge> rules = new TreeMap<>();
    for (String field : fields) {
      rules.put(field, rule);
    }
    return rules;
  }

  private static Map<String, Merge> and(Map<String, Merge> one, Map<String, Merge> two) {
    Map<String, Merge> rules = new TreeMap<>(one);
    rules.putAll(two);
    return rules;
  }
}
