package io.phasegate.admission.dgdr;

import io.phasegate.admission.finding.FieldPath;
import io.phasegate.admission.rule.Subject;
import io.phasegate.admission.schema.StructuralSchema;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * {@code spec.overrides.profilingJob}: which of it the profiling Job takes over (spec 6.5). The
 * CRD's schema describes exactly that (ruling 47), so what it does not describe is ignored.
 *
 * @param job schema of the field
 */
record DgdrOverrides(StructuralSchema job) {

  static final String JOB = "spec.overrides.profilingJob";
  static final String CONTAINERS = JOB + ".template.spec.containers";
  static final List<String> RUNS = List.of(JOB + ".completions", JOB + ".parallelism");

  private static final String PROFILER = "profiler";
  private static final String COPIER = "output-copier";
  private static final Set<String> OF_THE_COPIER = Set.of("name", "image", "resources");

  /** Labels by which the controller finds what it made. */
  private static final Set<String> PROTECTED =
      Set.of(
          "app",
          "dgdr",
          "dgdr.nvidia.com/name",
          "dgdr.nvidia.com/namespace",
          "nvidia.com/managed-by");

  /** True for the profiler's entry; one without a name is taken for it. */
  static boolean isProfiler(JsonObject container) {
    return container
        .textAt("name")
        .filter(name -> !name.isEmpty())
        .orElse(PROFILER)
        .equals(PROFILER);
  }

  /** The overrides that change nothing (B15). */
  Stream<FieldPath> ignored(Subject request) {
    return Stream.of(
            unknownIn(request, "", job),
            unknownIn(request, ".template", schema("template")),
            unknownIn(request, ".template.metadata", schema("template", "metadata")),
            protectedLabels(request),
            unknownIn(request, ".template.spec", schema("template", "spec")),
            inContainers(request))
        .flatMap(fields -> fields);
  }

  private StructuralSchema schema(String... keys) {
    StructuralSchema schema = job;
    for (String key : keys) {
      schema = schema.field(key).orElseThrow();
    }
    return schema;
  }

  private static Stream<FieldPath> unknownIn(Subject request, String at, StructuralSchema schema) {
    return request.object(JOB + at).stream()
        .flatMap(object -> unknown(object, schema.properties().keySet()))
        .map(FieldPath.of(JOB + at)::name);
  }

  /** A field that is null says nothing, so nothing of it is ignored. */
  private static Stream<String> unknown(JsonObject object, Set<String> known) {
    return object.entries().stream()
        .filter(entry -> entry.getValue() != Json.Null.NULL && !known.contains(entry.getKey()))
        .map(entry -> entry.getKey());
  }

  private static Stream<FieldPath> protectedLabels(Subject request) {
    String labels = JOB + ".template.metadata.labels";
    return request.object(labels).stream()
        .flatMap(object -> object.keys().stream())
        .filter(PROTECTED::contains)
        .map(FieldPath.of(labels)::name);
  }

  private Stream<FieldPath> inContainers(Subject request) {
    Set<String> known =
        schema("template", "spec", "containers").items().orElseThrow().properties().keySet();
    List<Json> containers = containers(request);
    return IntStream.range(0, containers.size())
        .boxed()
        .flatMap(i ->
            containers.get(i).asObject().stream()
                .flatMap(
                    container -> ignoredOf(container, FieldPath.of(CONTAINERS).index(i), known)));
  }

  private static Stream<FieldPath> ignoredOf(
      JsonObject container, FieldPath at, Set<String> known) {
    if (isProfiler(container)) {
      return unknown(container, known).map(at::name);
    }
    return container.textAt("name").filter(COPIER::equals).isPresent()
        ? unknown(container, OF_THE_COPIER).map(at::name)
        : Stream.of(at);
  }

  /** The names of containers that an entry before has already (B10). */
  static Stream<FieldPath> repeatedNames(Subject request) {
    List<Json> containers = containers(request);
    Set<String> seen = new HashSet<>();
    return IntStream.range(0, containers.size())
        .filter(i ->
            containers.get(i).asObject().flatMap(container -> container.textAt("name")).stream()
                .anyMatch(name -> !seen.add(name)))
        .mapToObj(i -> FieldPath.of(CONTAINERS).index(i).name("name"));
  }

  private static List<Json> containers(Subject request) {
    return request.at(CONTAINERS).flatMap(Json::asArray).orElse(JsonArray.empty()).items();
  }
}
