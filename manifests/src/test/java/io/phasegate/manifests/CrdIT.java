package io.phasegate.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.testkit.cluster.Cluster;
import io.phasegate.testkit.cluster.junit.RealCluster;
import java.io.IOException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The CRD and the pods, as a cluster takes them. */
@RealCluster
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrdIT {

  private final Cluster cluster;
  private final Installation installation;

  CrdIT(Cluster cluster) throws IOException {
    this.cluster = cluster;
    this.installation = Installation.on(cluster);
  }

  @AfterAll
  void uninstall() {
    installation.close();
  }

  @ParameterizedTest
  @CsvSource({
    "v1alpha1, dgdr, v1beta1",
    "v1alpha1, dgdr.spec, profilingConfig",
    "v1alpha1, dgdr.spec.profilingConfig.config, sla",
    "v1alpha1, dgdr.spec.profilingConfig.configMapRef.key, disagg.yaml",
    "v1alpha1, dgdr.status.deployment.created, created",
    "v1beta1, dgdr.spec.searchStrategy, thorough",
    "v1beta1, dgdr.spec.hardware.gpuSku, h200_sxm",
    "v1beta1, dgdr.spec.overrides.profilingJob.template.spec.tolerations, toleration",
    "v1beta1, dgdr.status.conditions, Succeeded"
  })
  void kubectlExplainTeaches(String version, String field, String word) {
    var explained =
        cluster.kubectl("explain", field, "--api-version=nvidia.com/" + version).orThrow();

    assertThat(explained.out()).contains("DESCRIPTION:").containsIgnoringCase(word);
    assertThat(explained.out()).doesNotContain("<empty>");
  }

  @ParameterizedTest
  @CsvSource({
    "aimart, volume",
    "aimart.spec, downloaded",
    "aimart.spec.env.valueFrom.secretKeyRef, token",
    "aimart.status, progress",
    "aimrtc.spec.storage, volumes",
    "aimcrtc.spec.labelPropagation, labels"
  })
  void kubectlExplainTeachesOfArtifactsToo(String field, String word) {
    var explained =
        cluster.kubectl("explain", field, "--api-version=aim.eai.amd.com/v1alpha1").orThrow();
    assertThat(explained.out()).contains("DESCRIPTION:").containsIgnoringCase(word);
    assertThat(explained.out()).doesNotContain("<empty>");
  }

  @ParameterizedTest
  @CsvSource({"phasegate-webhook, 2", "phasegate-reconciler, 1"})
  void podsAreAdmittedUnderTheRestrictedStandard(String deployment, String replicas) {
    Awaitility.await("all replicas run")
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() ->
            assertThat(
                    cluster
                        .kubectl(
                            "-n",
                            Installation.NAMESPACE,
                            "get",
                            "deployment",
                            deployment,
                            "-o",
                            "jsonpath={.status.readyReplicas}")
                        .out())
                .isEqualTo(replicas));
  }
}
