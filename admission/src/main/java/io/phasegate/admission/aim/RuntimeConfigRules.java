package io.phasegate.admission.aim;

import static io.phasegate.admission.rule.Rules.rules;

import io.phasegate.admission.finding.FieldPath;
import io.phasegate.admission.label.LabelGlob;
import io.phasegate.admission.rule.Rules;
import io.phasegate.admission.rule.Subject;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.JsonReader;
import io.phasegate.conversion.json.MalformedJson;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Rules for people who write AIMRuntimeConfigs and AIMClusterRuntimeConfigs, the same for both. */
public final class RuntimeConfigRules {

  private static final String ENGINE_ARGS = "AIM_ENGINE_ARGS";
  private static final String PROPAGATION = "spec.labelPropagation";
  private static final String MATCH = PROPAGATION + ".match";

  private RuntimeConfigRules() {}

  /** The rules. */
  public static Rules create() {
    return rules("v1alpha1")
        .onCreateAndUpdate(
            "RC1-class",
            "spec.defaultStorageClassName",
            "it is set",
            config -> config.has("spec.defaultStorageClassName"))
        .warn("deprecated; write spec.storage.defaultStorageClassName")
        .onCreateAndUpdate(
            "RC1-headroom",
            "spec.pvcHeadroomPercent",
            "it is set",
            config -> config.has("spec.pvcHeadroomPercent"))
        .warn("deprecated; write spec.storage.pvcHeadroomPercent")
        .onCreateAndUpdate(
            "RC2",
            List.of("spec.storage.defaultStorageClassName", "spec.defaultStorageClassName"),
            Names.WHEN,
            Names::isNoneIn)
        .invalid(Names.WANTED)
        .onCreateAndUpdate(
            "RC3",
            PROPAGATION,
            "it is enabled and match is empty",
            RuntimeConfigRules::matchesNothing)
        .warn("enabled without match, so no label goes along")
        .including(rules -> Variables.obey(rules, "RC4"))
        .onCreateAndUpdateWherever(
            "RC5",
            Variables.ENV,
            "[].value",
            "the variable is AIM_ENGINE_ARGS, and this is no JSON object",
            RuntimeConfigRules::badEngineArgs)
        .warn("no JSON object, so it is not merged with the cluster's")
        .onCreateAndUpdateWherever(
            "RC6", MATCH, "[]", "it is no glob", RuntimeConfigRules::malformedGlobs)
        .invalid(
            "this matches nothing; close each bracket, and end in no backslash; write for instance"
                + " team.example.com/*")
        .build();
  }

  private static boolean matchesNothing(Subject config) {
    return config.at(PROPAGATION + ".enabled").filter(Json.Bool.TRUE::equals).isPresent()
        && globs(config).isEmpty();
  }

  private static List<Json> globs(Subject config) {
    return config.at(MATCH).flatMap(Json::asArray).orElse(JsonArray.empty()).items();
  }

  private static Stream<FieldPath> malformedGlobs(Subject config) {
    List<Json> globs = globs(config);
    return IntStream.range(0, globs.size())
        .filter(i -> globs.get(i).asText().filter(glob -> LabelGlob.of(glob).isEmpty()).isPresent())
        .mapToObj(i -> FieldPath.of(MATCH).index(i));
  }

  private static Stream<FieldPath> badEngineArgs(Subject config) {
    return Variables.each(
        config,
        (variable, at) ->
            variable.textAt("name").filter(ENGINE_ARGS::equals).isPresent()
                    && variable.textAt("value").filter(text -> !isObject(text)).isPresent()
                ? Stream.of(at.name("value"))
                : Stream.empty());
  }

  private static boolean isObject(String text) {
    try {
      return JsonReader.read(text) instanceof JsonObject;
    } catch (MalformedJson e) {
      return false;
    }
  }
}
