package io.phasegate.reconciler.aim.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.api.Test;

/** The merge of two configs: spec/engine.md 1.10. */
class RuntimeConfigsTest {

  private static RuntimeConfig config(String yaml) {
    return RuntimeConfigs.migrated(new KubernetesSerialization().unmarshal(yaml, ObjectNode.class));
  }

  private static RuntimeConfig merged(String near, String far) {
    return RuntimeConfigs.merged(config(near), config(far));
  }

  @Test
  void headroomIsTenUnlessSomebodySaysOtherwise() {
    assertThat(config("{}").headroomPercent()).isEqualTo(10);
    assertThat(config("storage: {pvcHeadroomPercent: 0}").headroomPercent()).isZero();
  }

  @Test
  void deprecatedFieldsCountUnlessTheNewOnesAreThere() {
    var old = config("defaultStorageClassName: slow\npvcHeadroomPercent: 5");
    var both = config("defaultStorageClassName: slow\nstorage: {defaultStorageClassName: fast}");

    assertThat(old.storageClass()).isEqualTo("slow");
    assertThat(old.headroomPercent()).isEqualTo(5);
    assertThat(both.storageClass()).isEqualTo("fast");
  }

  @Test
  void deprecatedZeroOfTheNamespaceLiesOverTheClusters() {
    assertThat(merged("pvcHeadroomPercent: 0", "storage: {pvcHeadroomPercent: 30}"))
        .extracting(RuntimeConfig::headroomPercent)
        .isEqualTo(0);
  }

  @Test
  void explicitFalseTurnsPropagationOff() {
    var result =
        merged(
            "labelPropagation: {enabled: false}",
            "labelPropagation: {enabled: true, match: ['x/*']}");

    assertThat(result.propagatedLabels()).isEmpty();
  }

  @Test
  void variablesAreMergedByName() {
    var result =
        merged(
            "env: [{name: B, value: near}, {name: C, value: near}]",
            "env: [{name: A, value: far}, {name: B, value: far}]");

    assertThat(result.env().variables())
        .extracting(EnvVar::getName, EnvVar::getValue)
        .containsExactly(tuple("A", "far"), tuple("B", "near"), tuple("C", "near"));
  }

  @Test
  void engineArgumentsAreMergedAsObjects() {
    var result =
        merged(
            "env: [{name: AIM_ENGINE_ARGS, value: '{\"a\": {\"x\": 1}, \"b\": false}'}]",
            "env: [{name: AIM_ENGINE_ARGS, value: '{\"a\": {\"y\": 2}, \"b\": true}'}]");

    assertThat(result.env().variables())
        .singleElement()
        .extracting(EnvVar::getValue)
        .isEqualTo("{\"a\":{\"y\":2,\"x\":1},\"b\":false}");
  }

  @Test
  void engineArgumentsThatAreNoObjectAreTheNamespaces() {
    var result =
        merged(
            "env: [{name: AIM_ENGINE_ARGS, value: '--fast'}]",
            "env: [{name: AIM_ENGINE_ARGS, value: '{}'}]");

    assertThat(result.env().variables())
        .singleElement()
        .extracting(EnvVar::getValue)
        .isEqualTo("--fast");
  }
}
