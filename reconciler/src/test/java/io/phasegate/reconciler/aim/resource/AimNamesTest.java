package io.phasegate.reconciler.aim.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names: spec/engine.md 8.3. */
class AimNamesTest {

  private static final String UID = "11111111-2222-3333-4444-555555555555";

  private static AimArtifact named(String name) {
    var artifact = new AimArtifact();
    artifact.setMetadata(new ObjectMetaBuilder().withName(name).withUid(UID).build());
    return artifact;
  }

  @Test
  void nameEndsInAHashOfTheUid() {
    assertThat(AimNames.claim(named("tiny"))).isEqualTo("tiny-cache-16b81fda");
    assertThat(AimNames.downloadJob(named("Llama.3"))).isEqualTo("llama-3-download-16b81fda");
  }

  @Test
  void longNameIsCutToWhatALabelTakes() {
    String name = AimNames.checkSizeJob(named("a".repeat(42) + ".b".repeat(100)));

    assertThat(name)
        .hasSizeLessThanOrEqualTo(63)
        .endsWith("-check-size-16b81fda")
        .matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
  }

  @ParameterizedTest
  @CsvSource({
    "hf://meta-llama/Meta-Llama-3-8B, meta-llama-Meta-Llama-3-8B",
    "s3://bucket/a b/../model_1/, bucket-a-b-..-model_1"
  })
  void sourceIsALabelWithoutItsScheme(String uri, String label) {
    assertThat(AimNames.sourceLabel(uri)).isEqualTo(label);
  }
}
