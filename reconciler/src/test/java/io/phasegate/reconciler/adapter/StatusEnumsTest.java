package io.phasegate.reconciler.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.phasegate.reconciler.aim.ArtifactKind;
import io.phasegate.reconciler.aim.settings.ArtifactSettings;
import io.phasegate.reconciler.dgdr.DgdrKind;
import io.phasegate.reconciler.widget.WidgetKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The words of a kind against the enums in its CRD (D-22). */
class StatusEnumsTest {

  private static final Path CRD =
      Path.of("..", "manifests", "crds", "dynamographdeploymentrequests.yaml");

  private static final Path ARTIFACTS = Path.of("..", "manifests", "crds", "aimartifacts.yaml");

  @Test
  void ourCrdTakesEveryWordOfTheKind() throws IOException {
    var words = DgdrKind.create().statusEnums();

    assertThat(words).containsOnlyKeys("phase", "profilingPhase");
    assertThat(StatusEnums.objection(crd(), "v1beta1", words)).isEmpty();
  }

  @Test
  void theCrdOfArtifactsTakesEveryWordOfTheEngine() throws IOException {
    var words = new ArtifactKind(ArtifactSettings.defaults()).statusEnums();
    assertThat(words.get("status"))
        .containsExactlyInAnyOrder(
            "Pending", "Progressing", "Ready", "Degraded", "Failed", "NotAvailable");
    assertThat(StatusEnums.objection(crd(ARTIFACTS), "v1alpha1", words)).isEmpty();
  }

  @Test
  void crdOfAnEarlierReleaseIsNamedWithWhatItRefuses() throws IOException {
    var words = Map.of("phase", Set.of("Ready", "Dreaming"));

    assertThat(StatusEnums.objection(crd(), "v1beta1", words))
        .contains(
            "CRD dynamographdeploymentrequests.nvidia.com refuses [Dreaming] in status.phase of"
                + " v1beta1; apply the CRD of this release");
  }

  @Test
  void fieldWithoutEnumTakesEveryWord() throws IOException {
    var words = Map.of("dgdName", Set.of("anything"), "nothing.like.it", Set.of("x"));

    assertThat(StatusEnums.objection(crd(), "v1beta1", words)).isEmpty();
  }

  @Test
  void wordsOfAnAutomaticKindAreHeldAgainstItsCrdWithoutItsDoing() {
    var crd =
        new KubernetesSerialization()
            .unmarshal(
                """
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: widgets.toys.phasegate.io}
                spec:
                  versions:
                    - name: v1
                      schema: {openAPIV3Schema: {properties: {status: {properties: {status: {enum:
                        [Pending, Progressing, Ready, Failed]}}}}}}
                """,
                CustomResourceDefinition.class);

    assertThat(StatusEnums.objection(crd, "v1", new WidgetKind().statusEnums()))
        .hasValueSatisfying(objection ->
            assertThat(objection)
                .contains("widgets.toys.phasegate.io refuses [Degraded, NotAvailable]")
                .contains("status.status"));
  }

  private static CustomResourceDefinition crd() throws IOException {
    return crd(CRD);
  }

  private static CustomResourceDefinition crd(Path file) throws IOException {
    return new KubernetesSerialization()
        .unmarshal(Files.readString(file), CustomResourceDefinition.class);
  }
}
