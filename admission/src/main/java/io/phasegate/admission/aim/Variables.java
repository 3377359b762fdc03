package io.phasegate.admission.aim;

import io.phasegate.admission.finding.FieldPath;
import io.phasegate.admission.rule.Subject;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** {@code spec.env}, which artifacts and configs have alike: what no Pod could be started with. */
final class Variables {

  static final String ENV = "spec.env";

  /** The fields of a source that name another object. */
  private static final List<String> REFERENCES = List.of("secretKeyRef", "configMapKeyRef");

  private static final FieldPath FIELD = FieldPath.of(ENV);

  /** What the download Job sets by itself and relies on. */
  private static final Set<String> OF_THE_JOB =
      Set.of(
          "ARTIFACT_NAME", "ARTIFACT_NAMESPACE", "EXPECTED_SIZE_BYTES", "MOUNT_PATH", "TARGET_DIR");

  private Variables() {}

  /** Names that no variable can have. */
  static Stream<FieldPath> badNames(Subject object) {
    return each(
        object,
        (variable, at) -> name(variable).contains("=") ? Stream.of(at.name("name")) : none());
  }

  /** Variables with a text and a source. */
  static Stream<FieldPath> ambiguous(Subject object) {
    return each(
        object,
        (variable, at) ->
            variable.textAt("value").filter(text -> !text.isEmpty()).isPresent()
                    && variable.has("valueFrom")
                ? Stream.of(at.name("valueFrom"))
                : none());
  }

  /** Sources that are not exactly one. */
  static Stream<FieldPath> notOneSource(Subject object) {
    return each(
        object,
        (variable, at) ->
            variable.objectAt("valueFrom").filter(from -> from.size() != 1).isPresent()
                ? Stream.of(at.name("valueFrom"))
                : none());
  }

  /** Names of Secrets and ConfigMaps that nothing can have. */
  static Stream<FieldPath> badReferences(Subject object) {
    return each(
        object,
        (variable, at) ->
            REFERENCES.stream()
                .filter(reference ->
                    variable
                        .objectAt("valueFrom." + reference)
                        .filter(found -> Names.isNone(found.textAt("name").orElse("")))
                        .isPresent())
                .map(reference -> at.name("valueFrom").name(reference).name("name")));
  }

  /** Variables that take the place of what the download Job relies on. */
  static Stream<FieldPath> replacing(Subject object) {
    return each(
        object,
        (variable, at) ->
            OF_THE_JOB.contains(name(variable)) ? Stream.of(at.name("name")) : none());
  }

  private static String name(JsonObject variable) {
    return variable.textAt("name").orElse("");
  }

  private static Stream<FieldPath> none() {
    return Stream.empty();
  }

  /** What is to be said of each variable, in their order. */
  static Stream<FieldPath> each(
      Subject object, BiFunction<JsonObject, FieldPath, Stream<FieldPath>> what) {
    List<Json> all = object.at(ENV).flatMap(Json::asArray).orElse(JsonArray.empty()).items();
    return IntStream.range(0, all.size())
        .boxed()
        .flatMap(i ->
            all.get(i) instanceof JsonObject variable
                ? what.apply(variable, FIELD.index(i))
                : none());
  }
}
