package io.phasegate.admission.dgdr;

import io.phasegate.admission.finding.FieldPath;
import io.phasegate.admission.rule.Rule;
import io.phasegate.admission.rule.Subject;
import io.phasegate.admission.schema.StructuralSchema;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * {@code spec.overrides.profilingJob}: which of it the profiling Job takes over (spec 6.5). The
 * CRD's schema describes exactly that (ruling 47), so what it does not describe is ignored.
 *
 * @param levels the objects whose keys are looked at, outermost first
 * @param profiler the keys that the profiler's container takes over
 */
record DgdrOverrides(List<Level> levels, Set<String> profiler) {

  static final String JOB = "spec.overrides.profilingJob";
  static final String CONTAINERS = JOB + ".template.spec.containers";
  static final List<String> RUNS = List.of(JOB + ".completions", JOB + ".parallelism");

  private static final FieldPath CONTAINERS_FIELD = FieldPath.of(CONTAINERS);
  private static final FieldPath LABELS = FieldPath.of(JOB + ".template.metadata.labels");
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

  /** An object of the Job, and the keys of it that are taken over. */
  record Level(FieldPath field, Set<String> known) {}

  /**
   * Reads the schema.
   *
   * @param schema of the whole request
   */
  static DgdrOverrides of(StructuralSchema schema) {
    List<Level> levels =
        Stream.of("", ".template", ".template.metadata", ".template.spec")
            .map(at -> new Level(FieldPath.of(JOB + at), keys(schema.at(JOB + at))))
            .toList();
    return new DgdrOverrides(levels, keys(schema.at(CONTAINERS).flatMap(StructuralSchema::items)));
  }

  private static Set<String> keys(Optional<StructuralSchema> schema) {
    return Set.copyOf(schema.orElseThrow().properties().keySet());
  }

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
    if (!request.has(JOB)) {
      return Stream.empty();
    }
    List<FieldPath> ignored = new ArrayList<>();
    for (Level level : levels) {
      object(request, level.field)
          .ifPresent(object -> addOthers(ignored, object, level.known, level.field));
    }
    object(request, LABELS)
        .ifPresent(labels ->
            labels.keys().stream()
                .filter(PROTECTED::contains)
                .map(LABELS::name)
                .forEach(ignored::add));
    List<Json> containers = containers(request);
    for (int i = 0; i < containers.size() && ignored.size() < Rule.MOST; i++) {
      if (containers.get(i) instanceof JsonObject container) {
        addIgnored(ignored, container, CONTAINERS_FIELD.index(i));
      }
    }
    return ignored.stream();
  }

  private static Optional<JsonObject> object(Subject request, FieldPath field) {
    return field.in(request.object()).flatMap(Json::asObject);
  }

  private void addIgnored(List<FieldPath> ignored, JsonObject container, FieldPath at) {
    if (isProfiler(container)) {
      addOthers(ignored, container, profiler, at);
    } else if (container.textAt("name").filter(COPIER::equals).isPresent()) {
      addOthers(ignored, container, OF_THE_COPIER, at);
    } else {
      ignored.add(at);
    }
  }

  /** A field that is null says nothing, so nothing of it is ignored. */
  private static void addOthers(
      List<FieldPath> ignored, JsonObject object, Set<String> known, FieldPath at) {
    for (var entry : object.entries()) {
      if (!known.contains(entry.getKey()) && entry.getValue() != Json.Null.NULL) {
        ignored.add(at.name(entry.getKey()));
      }
    }
  }

  /** The names of containers that an entry before has already (B10). */
  static Stream<FieldPath> repeatedNames(Subject request) {
    List<Json> containers = containers(request);
    Set<String> seen = new HashSet<>();
    return IntStream.range(0, containers.size())
        .filter(i -> nameOf(containers.get(i)).filter(name -> !seen.add(name)).isPresent())
        .mapToObj(i -> CONTAINERS_FIELD.index(i).name("name"));
  }

  private static Optional<String> nameOf(Json container) {
    return container.asObject().flatMap(object -> object.textAt("name"));
  }

  private static List<Json> containers(Subject request) {
    return request.at(CONTAINERS).flatMap(Json::asArray).orElse(JsonArray.empty()).items();
  }
}
