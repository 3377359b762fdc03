package io.phasegate.admission.aim;

import static io.phasegate.admission.Dgdr.onCreate;
import static io.phasegate.admission.Dgdr.violations;
import static io.phasegate.admission.Dgdr.warnings;
import static io.phasegate.admission.Dgdr.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.conversion.crd.Crds;
import io.phasegate.conversion.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of both runtime configs, by their ids. */
class RuntimeConfigRulesTest {

  private static JsonObject config(String kind, String spec) {
    return yaml(
        """
        apiVersion: aim.eai.amd.com/v1alpha1
        kind: %s
        metadata: {name: default}
        spec:
        %s
        """
            .formatted(kind, spec.indent(2)));
  }

  private static JsonObject config(String spec) {
    return config("AIMRuntimeConfig", spec);
  }

  @ParameterizedTest
  @ValueSource(strings = {"AIMRuntimeConfig", "AIMClusterRuntimeConfig"})
  void explicitZeroAndFalseAreFine(String kind) {
    JsonObject config =
        config(kind, "storage: {pvcHeadroomPercent: 0}\nlabelPropagation: {enabled: false}");

    assertThat(violations(onCreate(config))).isEmpty();
    assertThat(warnings(onCreate(config))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "defaultStorageClassName: a | spec.defaultStorageClassName: deprecated; write"
            + " spec.storage.defaultStorageClassName",
        "pvcHeadroomPercent: 0 | spec.pvcHeadroomPercent: deprecated; write"
            + " spec.storage.pvcHeadroomPercent",
        "labelPropagation: {enabled: true} | spec.labelPropagation: enabled without match, so no"
            + " label goes along",
        "env: [{name: AIM_ENGINE_ARGS, value: '--fast'}] | spec.env[0].value: no JSON object, so"
            + " it is not merged with the cluster's"
      })
  void RC1_RC3_RC5_whatHasNoEffectIsWarnedAbout(String spec, String warning) {
    assertThat(violations(onCreate(config(spec)))).isEmpty();
    assertThat(warnings(onCreate(config(spec)))).containsExactly(warning);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "storage: {defaultStorageClassName: Not A Name} | spec.storage.defaultStorageClassName",
        "env: [{name: 'A=B'}] | spec.env[0].name",
        "env: [{name: A, value: x, valueFrom: {fieldRef: {fieldPath: y}}}] | spec.env[0].valueFrom",
        "env: [{name: A, valueFrom: {}}] | spec.env[0].valueFrom",
        "env: [{name: A, valueFrom: {secretKeyRef: {name: B, key: k}}}]"
            + " | spec.env[0].valueFrom.secretKeyRef.name",
        "labelPropagation: {match: ['team.example.com/*', '[']} | spec.labelPropagation.match[1]",
        "labelPropagation: {match: ['[b-a]']} | spec.labelPropagation.match[0]",
        "labelPropagation: {match: ['a\\']} | spec.labelPropagation.match[0]"
      })
  void RC2_RC4_RC6_whatCannotWorkIsNamed(String spec, String field) {
    assertThat(violations(onCreate(config(spec))))
        .singleElement()
        .asString()
        .startsWith(field + ": Invalid value");
  }

  @Test
  void RC4_secretWithoutNameIsCalledRequired() {
    assertThat(
            violations(onCreate(config("env: [{name: A, valueFrom: {secretKeyRef: {key: k}}}]"))))
        .containsExactly(
            "spec.env[0].valueFrom.secretKeyRef.name: Required value: write the name of the Secret"
                + " or ConfigMap");
  }

  @Test
  void RC6_globThatIsOneIsFine() {
    assertThat(
            violations(
                onCreate(config("labelPropagation: {match: ['*', '[ab]?/{c,d}', 'e.com/*']}"))))
        .isEmpty();
  }

  @Test
  void bothConfigsHaveTheSameFields() {
    assertThat(spec("aimruntimeconfigs").without("description"))
        .isEqualTo(spec("aimclusterruntimeconfigs").without("description"));
  }

  private static JsonObject spec(String plural) {
    return Crds.read(plural).storageVersion().schema().objectAt("properties.spec").orElseThrow();
  }
}
