package io.phasegate.reconciler.dgdr.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntryBuilder;
import io.phasegate.conversion.dgdr.DgdrTable;
import io.phasegate.reconciler.dgdr.Requests;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  @ParameterizedTest
  @CsvSource({
    "nvidia.com/v1alpha1 f:spec,                           spec.profilingConfig.profilerImage",
    "nvidia.com/v1alpha1 f:spec nvidia.com/v1beta1 f:metadata, spec.profilingConfig.profilerImage",
    "nvidia.com/v1alpha1 f:spec nvidia.com/v1beta1 f:spec, spec.image",
    "nvidia.com/v1alpha1 f:metadata,                       spec.image",
    "nvidia.com/v1beta1 f:spec,                            spec.image"
  })
  void theVersionInWhichTheSpecWasWrittenTellsWhereConversionHadNothingToSave(
      String writers, String field) {
    var request = Requests.tiny();
    String[] words = writers.split(" ", -1);
    List<ManagedFieldsEntry> entries = new ArrayList<>();
    for (int i = 0; i < words.length; i += 2) {
      entries.add(
          new ManagedFieldsEntryBuilder()
              .withOperation("Update")
              .withApiVersion(words[i])
              .withNewFieldsV1()
              .addToAdditionalProperties(words[i + 1], Map.of())
              .endFieldsV1()
              .build());
    }
    request.getMetadata().setManagedFields(entries);

    assertThat(AuthorsFields.of(request).name("spec.image")).isEqualTo(field);
  }

  private static AuthorsFields author(String payload) {
    return AuthorsFields.of(Requests.annotated(DgdrTable.SPEC_PAYLOAD, payload));
  }
}
