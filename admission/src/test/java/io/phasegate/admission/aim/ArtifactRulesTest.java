package io.phasegate.admission.aim;

import static io.phasegate.admission.Dgdr.edit;
import static io.phasegate.admission.Dgdr.onCreate;
import static io.phasegate.admission.Dgdr.onUpdate;
import static io.phasegate.admission.Dgdr.remove;
import static io.phasegate.admission.Dgdr.violations;
import static io.phasegate.admission.Dgdr.warnings;
import static io.phasegate.admission.Dgdr.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.admission.Dgdr;
import io.phasegate.admission.Filling;
import io.phasegate.admission.rule.Operation;
import io.phasegate.admission.rule.Rule;
import io.phasegate.admission.rule.Settings;
import io.phasegate.conversion.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of AIMArtifact, by their ids. */
class ArtifactRulesTest {

  private static JsonObject artifact(String rest) {
    return yaml(
        """
        apiVersion: aim.eai.amd.com/v1alpha1
        kind: AIMArtifact
        metadata: {name: tiny, namespace: team-a}
        spec:
          sourceUri: hf://acme/tiny
        """
            + rest.indent(2));
  }

  private static JsonObject withVolume(String rest) {
    return edit(artifact(rest), "status.persistentVolumeClaim", "tiny-cache-x");
  }

  @Test
  void smallestArtifactIsFine() {
    assertThat(violations(onCreate(artifact("")))).isEmpty();
    assertThat(warnings(onCreate(artifact("")))).isEmpty();
  }

  @Test
  void AR1_nameIsShortEnoughForALabel() {
    JsonObject longer = edit(artifact(""), "metadata.name", "a".repeat(64));

    assertThat(violations(onCreate(longer)))
        .singleElement()
        .asString()
        .startsWith("metadata.name: Invalid value: ")
        .endsWith("name may have at most 63 characters because Pods carry it as a label");
    assertThat(violations(onUpdate(longer, longer))).isEmpty();
  }

  @Test
  void AR2_sourceStays() {
    JsonObject other = edit(artifact(""), "spec.sourceUri", "hf://acme/other");

    assertThat(violations(onUpdate(artifact(""), other)))
        .containsExactly(
            "spec.sourceUri: Forbidden: sourceUri cannot be changed; create another artifact"
                + " instead");
    assertThat(violations(onUpdate(artifact(""), artifact("")))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"size, 6Gi", "storageClassName, slow"})
  void AR3_sizeAndClassStayOnceTheVolumeIsThere(String field, String value) {
    JsonObject before = artifact("size: 5Gi\nstorageClassName: fast");
    JsonObject there = withVolume("size: 5Gi\nstorageClassName: fast");

    assertThat(violations(onUpdate(before, edit(before, "spec." + field, value)))).isEmpty();
    assertThat(violations(onUpdate(there, edit(there, "spec." + field, value))))
        .containsExactly(
            "spec."
                + field
                + ": Forbidden: the volume is there and keeps its size and class; create another"
                + " artifact instead");
  }

  @Test
  void AR3_sizeThatIsTakenAwayOrAddedIsAChangeToo() {
    JsonObject sized = withVolume("size: 5Gi");
    JsonObject unsized = remove(sized, "spec.size");

    assertThat(violations(onUpdate(sized, unsized))).hasSize(1);
    assertThat(violations(onUpdate(unsized, sized))).hasSize(1);
  }

  @Test
  void AR3_anotherSpellingOfTheSameSizeIsNoChange() {
    JsonObject sized = withVolume("size: 5Gi");

    assertThat(violations(onUpdate(sized, edit(sized, "spec.size", "5120Mi")))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-1", "'-1'", "9Ei", "8Ei", "9223372036854775808", "1e99", "'1e99'", "''"})
  void AR4_sizeIsOneThatAVolumeCanHave(String size) {
    assertThat(violations(onCreate(artifact("size: " + size))))
        .singleElement()
        .asString()
        .startsWith("spec.size: Invalid value: ")
        .endsWith(
            ": size must be a quantity such as 40Gi, from 0 to less than 8Ei; leave it out, and a"
                + " Job asks the source for it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "40Gi", "7Ei", "9223372036854775807", "1e3", "'0.5'"})
  void AR4_sizeOfAnySpellingIsFine(String size) {
    assertThat(violations(onCreate(artifact("size: " + size)))).isEmpty();
  }

  @Test
  void AR4_sizeThatWasTooLargeBeforeDoesNotStandInTheWay() {
    JsonObject large = artifact("size: 9Ei");

    assertThat(violations(onUpdate(large, edit(large, "spec.modelId", "acme/tiny")))).isEmpty();
    assertThat(violations(onUpdate(artifact(""), large))).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "runtimeConfigName: Not A Name | spec.runtimeConfigName",
        "storageClassName: -fast | spec.storageClassName",
        "imagePullSecrets: [{name: a}, {name: B}] | spec.imagePullSecrets[1].name",
        "env: [{name: A, valueFrom: {secretKeyRef: {name: 'B ', key: k}}}]"
            + " | spec.env[0].valueFrom.secretKeyRef.name",
        "env: [{name: 'A=B'}] | spec.env[0].name",
        "env: [{name: 'ü'}] | spec.env[0].name",
        "env: [{name: A, value: x, valueFrom: {fieldRef: {fieldPath: y}}}] | spec.env[0].valueFrom",
        "env: [{name: A, valueFrom: {}}] | spec.env[0].valueFrom",
        "modelDownloadImage: 'a b:1' | spec.modelDownloadImage",
        "modelDownloadImage: 'a:1 ' | spec.modelDownloadImage"
      })
  void AR5_to_AR8_whatCannotWorkIsNamed(String spec, String field) {
    assertThat(violations(onCreate(artifact(spec))))
        .singleElement()
        .asString()
        .startsWith(field + ": Invalid value");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "configMapKeyRef: {key: k} | configMapKeyRef.name | write the name of the Secret or"
            + " ConfigMap",
        "secretKeyRef: {name: '', key: k} | secretKeyRef.name | write the name of the Secret or"
            + " ConfigMap",
        "secretKeyRef: {name: a, key: ''} | secretKeyRef.key | write under which key of the Secret"
            + " or ConfigMap the text is"
      })
  void AR7_whatAReferenceLacksIsCalledRequired(String source, String field, String wanted) {
    assertThat(violations(onCreate(artifact("env: [{name: A, valueFrom: {" + source + "}}]"))))
        .containsExactly("spec.env[0].valueFrom." + field + ": Required value: " + wanted);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "a/b", "ü"})
  void AR7_keyIsOneThatASecretCanHave(String key) {
    assertThat(
            violations(
                onCreate(
                    artifact(
                        "env: [{name: A, valueFrom: {secretKeyRef: {name: s, key: '%s'}}}]"
                            .formatted(key)))))
        .singleElement()
        .asString()
        .startsWith("spec.env[0].valueFrom.secretKeyRef.key: Invalid value: ");
  }

  @Test
  void AR7_keyMayBeAsLongAsKubernetesTakesIt() {
    String env = "env: [{name: A, valueFrom: {secretKeyRef: {name: s, key: %s}}}]";

    assertThat(violations(onCreate(artifact(env.formatted("a.B-_9".repeat(42) + "x"))))).isEmpty();
    assertThat(violations(onCreate(artifact(env.formatted("a".repeat(254)))))).hasSize(1);
  }

  @Test
  void AR7_valueHoldsNoNul() {
    JsonObject artifact = artifact("env: [{name: A, value: \"a\\0b\"}]");

    assertThat(violations(onCreate(artifact)))
        .singleElement()
        .asString()
        .startsWith("spec.env[0].value: Invalid value: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"hf://acme/ti\\0ny", "hf://acme/ti\\nny", "hf://acme/tiny\\e"})
  void AR10_sourceIsPrintable(String uri) {
    assertThat(violations(onCreate(edit(artifact(""), "spec.sourceUri", "\"" + uri + "\""))))
        .singleElement()
        .asString()
        .startsWith("spec.sourceUri: Invalid value: ")
        .endsWith("write for instance hf://acme/tiny");
  }

  @ParameterizedTest
  @ValueSource(strings = {"''", "'many'", "'1 Mi'", "-1"})
  void AR7_divisorIsAQuantity(String divisor) {
    assertThat(violations(onCreate(artifact(withDivisor(divisor)))))
        .singleElement()
        .asString()
        .startsWith("spec.env[0].valueFrom.resourceFieldRef.divisor: Invalid value: ")
        .endsWith(": a divisor must be a quantity such as 1Mi; leave it out, and it is 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"'0'", "0", "1", "'1'", "1Mi", "1m"})
  void AR7_divisorThatKubernetesTakesIsFine(String divisor) {
    assertThat(violations(onCreate(artifact(withDivisor(divisor))))).isEmpty();
  }

  private static String withDivisor(String divisor) {
    return "env: [{name: A, valueFrom: {resourceFieldRef: {resource: limits.memory, divisor: %s}}}]"
        .formatted(divisor);
  }

  @ParameterizedTest
  @ValueSource(strings = {"HF_TOKEN", "a.b-c", "1", "with space", "~"})
  void AR7_nameOfAVariableIsAnyPrintableAscii(String name) {
    assertThat(violations(onCreate(artifact("env: [{name: '" + name + "'}]")))).isEmpty();
  }

  @Test
  void AR9_variableOfTheDownloadJobIsWarnedAbout() {
    assertThat(warnings(onCreate(artifact("env: [{name: MOUNT_PATH, value: /x}]"))))
        .containsExactly("spec.env[0].name: this takes the place of what the download Job sets");
  }

  @Test
  void whatWasWrongBeforeDoesNotStandInTheWay() {
    JsonObject wrong = artifact("runtimeConfigName: Not A Name");

    assertThat(violations(onUpdate(wrong, edit(wrong, "spec.modelId", "acme/tiny")))).isEmpty();
  }

  @Test
  void imageIsFilledInForNewArtifactsThatNameNone() {
    JsonObject own = artifact("modelDownloadImage: own:1");

    assertThat(filled(Operation.CREATE, artifact("")).textAt("spec.modelDownloadImage"))
        .hasValue(Settings.ARTIFACT_IMAGE);
    assertThat(filled(Operation.CREATE, own)).isSameAs(own);
    assertThat(filled(Operation.UPDATE, artifact("")).at("spec.modelDownloadImage")).isEmpty();
  }

  @Test
  void whoRepairsOneOfManyThousandNamesIsNotHeldUp() {
    JsonObject stored = artifact("env: [" + "{name: 'a=b', value: c}, ".repeat(2_500) + "]");

    assertThat(violations(onCreate(stored))).hasSize(Rule.MOST);
    assertThat(violations(onUpdate(stored, edit(stored, "spec.env", "[{name: A, value: c}]"))))
        .isEmpty();
    JsonObject oneLess =
        artifact("env: [{name: A, value: c}, " + "{name: 'a=b', value: c}, ".repeat(2_499) + "]");
    assertThat(violations(onUpdate(stored, oneLess))).isEmpty();
  }

  private static JsonObject filled(Operation operation, JsonObject artifact) {
    JsonObject before = operation == Operation.CREATE ? JsonObject.empty() : artifact;
    return Dgdr.admission(Settings.standard()).fillIn(operation, artifact, before)
            instanceof Filling.Filled(var object)
        ? object
        : JsonObject.empty();
  }
}
