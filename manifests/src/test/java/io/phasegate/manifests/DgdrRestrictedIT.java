package io.phasegate.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.testkit.cluster.ApiClient;
import io.phasegate.testkit.cluster.Cluster;
import io.phasegate.testkit.cluster.junit.RealCluster;
import io.phasegate.testkit.cluster.junit.TestNamespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Requests in a namespace that takes hardened Pods only. */
@RealCluster
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DgdrRestrictedIT {

  private static final Path OPERATIONS = Path.of("..", "docs", "operations.md");

  private final Requests requests;
  private final DynamoStage stage;
  private final Traces traces;
  private final ReconcilerProcess reconciler;

  DgdrRestrictedIT(Cluster cluster, TestNamespace namespace) throws IOException {
    this.requests = new Requests(cluster.api(), namespace.name());
    this.stage = DynamoStage.on(cluster);
    this.traces = Traces.on(cluster);
    this.reconciler = ReconcilerProcess.start(stage.kubeconfig()).awaitReady();
    cluster
        .api()
        .patch(
            "/api/v1/namespaces/" + namespace.name(),
            ApiClient.MERGE_PATCH,
            "{\"metadata\":{\"labels\":{\"pod-security.kubernetes.io/enforce\":\"restricted\"}}}")
        .orThrow();
  }

  @AfterAll
  void uninstall() {
    reconciler.close();
    stage.close();
  }

  @Test
  void withoutAnOverrideTheConditionSaysWhyThereIsNoPodAndWhatToDo() throws IOException {
    requests.createWithProfiler("plain", "stand-in.phasegate.io/profiler: takes-an-hour");

    Requests.soon()
        .untilAsserted(() ->
            assertThat(requests.message("plain", "Profiling"))
                .startsWith("Job profile-plain has no Pod: violates PodSecurity \"restricted:")
                .contains("container \"profiler\" must set", "A profiling Job has no Pod")
                // Our own container is no obstacle, and no name of a single try is told as news.
                .doesNotContain("output-copier")
                .doesNotContain("profile-plain-"));
    assertThat(requests.phase("plain")).isEqualTo("Profiling");
    assertThat(traces.ours(event -> event.code() == 403)).isEmpty();
  }

  @Test
  void withTheOverrideOfTheDocumentationTheRequestIsDeployed() throws IOException {
    requests.create("hardened", documented());

    requests.awaitPhase("hardened", "Deployed");

    assertThat(requests.pods("hardened")).isNotEmpty();
  }

  /** The lines that docs/operations.md gives for the spec. */
  private static String documented() throws IOException {
    String text = Files.readString(OPERATIONS);
    String chapter = text.substring(text.indexOf("### A profiling Job has no Pod"));
    String yaml =
        chapter.substring(chapter.indexOf("```yaml\nspec:\n") + "```yaml\nspec:\n".length());
    return yaml.substring(0, yaml.indexOf("```")).stripTrailing().stripIndent();
  }
}
