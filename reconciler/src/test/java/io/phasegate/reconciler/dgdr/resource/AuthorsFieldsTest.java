package io.phasegate.reconciler.dgdr.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.conversion.dgdr.DgdrTable;
import io.phasegate.reconciler.dgdr.Requests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** To whom one speaks of which fields. */
class AuthorsFieldsTest {

  private static final String FROM_V1ALPHA1 = "{\"version\":1,\"from\":\"v1alpha1\",\"spec\":{}}";

  @Test
  void whoWroteV1alpha1IsToldOfItsFields() {
    var author = author(FROM_V1ALPHA1);

    assertThat(author.name("spec.image")).isEqualTo("spec.profilingConfig.profilerImage");
    assertThat(author.slot(DgdrTable.OUTPUT_PVC)).isEqualTo("spec.profilingConfig.outputPVC");
  }

  @Test
  void whatV1alpha1DoesNotHaveIsSaidToBeOfV1beta1() {
    assertThat(author(FROM_V1ALPHA1).name("spec.overrides.profilingJob.backoffLimit"))
        .isEqualTo("spec.overrides.profilingJob.backoffLimit of v1beta1");
    assertThat(
            author(FROM_V1ALPHA1)
                .name("spec.overrides.profilingJob.template.spec.containers[profiler].env"))
        .endsWith("containers[profiler].env of v1beta1");
    assertThat(author(FROM_V1ALPHA1).name("spec.overrides.dgd"))
        .isEqualTo("spec.overrides.dgd of v1beta1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{no json", "[]", "{\"version\":1,\"from\":\"v1beta1\"}", "{\"from\":1}"})
  void whereNothingSaysV1alpha1ItIsTheStoredVersion(String payload) {
    var author = author(payload);

    assertThat(author.name("spec.image")).isEqualTo("spec.image");
    assertThat(author.slot(DgdrTable.OUTPUT_PVC))
        .isEqualTo("annotation nvidia.com/dgdr-output-pvc");
  }

  private static AuthorsFields author(String payload) {
    return AuthorsFields.of(Requests.annotated(DgdrTable.SPEC_PAYLOAD, payload));
  }
}
