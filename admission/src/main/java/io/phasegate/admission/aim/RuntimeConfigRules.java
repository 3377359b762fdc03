package io.phasegate.admission.aim;

import static io.phasegate.admission.rule.Rules.rules;

import io.phasegate.admission.finding.FieldPath;
import io.phasegate.admission.rule.Rules;
import io.phasegate.admission.rule.Subject;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.JsonReader;
import io.phasegate.conversion.json.MalformedJson;
import java.util.List;
import java.util.stream.Stream;

/** Rules for people who write AIMRuntimeConfigs and AIMClusterRuntimeConfigs, the same for both. */
public final class RuntimeConfigRules {

  private static final String ENGINE_ARGS = "AIM_ENGINE_ARGS";
  private static final String PROPAGATION = "spec.labelPropagation";

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
        .onCreateAndUpdateWherever(
            "RC4", Variables.ENV + "[].name", "it holds a =", Variables::badNames)
        .invalid("a variable's name may hold anything but =")
        .onCreateAndUpdateWherever(
            "RC5", Variables.ENV + "[].valueFrom", "value is there as well", Variables::ambiguous)
        .invalid("value and valueFrom exclude each other; keep one of them")
        .onCreateAndUpdateWherever(
            "RC6",
            Variables.ENV + "[].valueFrom",
            "it has not exactly one source",
            Variables::notOneSource)
        .invalid("name exactly one of secretKeyRef, configMapKeyRef, fieldRef and resourceFieldRef")
        .onCreateAndUpdateWherever(
            "RC7", Variables.ENV + "[].valueFrom.*.name", Names.WHEN, Variables::badReferences)
        .invalid(Names.WANTED)
        .onCreateAndUpdateWherever(
            "RC8",
            Variables.ENV + "[].value",
            "the variable is AIM_ENGINE_ARGS, and this is no JSON object",
            RuntimeConfigRules::badEngineArgs)
        .warn("no JSON object, so it is not merged with the cluster's")
        .build();
  }

  private static boolean matchesNothing(Subject config) {
    return config.at(PROPAGATION + ".enabled").filter(Json.Bool.TRUE::equals).isPresent()
        && config
            .at(PROPAGATION + ".match")
            .flatMap(Json::asArray)
            .orElse(JsonArray.empty())
            .isEmpty();
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
