package io.phasegate.testkit.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.JsonWriter;
import io.phasegate.testkit.cluster.junit.RealCluster;
import io.phasegate.testkit.cluster.junit.TestNamespace;
import io.phasegate.testkit.cluster.process.CommandResult;
import io.phasegate.testkit.cluster.programs.Program;
import io.phasegate.testkit.cluster.programs.Surroundings;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@RealCluster
class ClusterIT {

  private final Cluster cluster;
  private final String namespace;

  ClusterIT(Cluster cluster, TestNamespace namespace) {
    this.cluster = cluster;
    this.namespace = namespace.name();
  }

  @Test
  void apiServerIsReady() throws Exception {
    assertThat(cluster.api().get("/readyz").text()).isEqualTo("ok");
  }

  @Test
  void kubectlAndServerAreOfTheVersionThatWasAskedFor() {
    String version = "v" + Surroundings.ofThisProcess().kubernetesVersion();

    CommandResult result = cluster.kubectl("version").orThrow();

    assertThat(result.out())
        .contains("Client Version: " + version)
        .contains("Server Version: " + version);
  }

  @Test
  void kubectlShowsWhyItFailed() {
    CommandResult result = cluster.kubectl("get", "configmap", "nobody", "-n", namespace);

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("configmaps \"nobody\" not found");
  }

  @Test
  void jobRunsToItsEnd() {
    applyJob("ends");

    CommandResult waited =
        cluster.kubectl(
            "wait", "job/ends", "-n", namespace, "--for=condition=Complete", "--timeout=30s");

    assertThat(waited.out()).contains("job.batch/ends condition met");
  }

  @Test
  void nodesStayAliveByTheirLeases() {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() ->
            assertThat(
                    cluster
                        .kubectl(
                            "get",
                            "lease",
                            "-n",
                            "kube-node-lease",
                            "-o",
                            "jsonpath={.items[*].spec.leaseDurationSeconds}")
                        .out())
                .contains("40"));
  }

  @Test
  void whatTheTestWroteAsPodLogIsShownByKubectlLogs() {
    applyJob("talks");
    awaitComplete("talks");
    cluster.podLogs().clear();

    cluster.podLogs().write("profiling started", "profiling done");

    assertThat(cluster.kubectl("logs", "job/talks", "-n", namespace).orThrow().out())
        .isEqualTo("profiling started\nprofiling done\n");
  }

  @Test
  void auditLogTellsWhoWroteWhatWithWhichClient() throws Exception {
    AuditLog.Mark mark = cluster.audit().mark();

    cluster
        .api()
        .withUserAgent("phasegate-test")
        .create("/api/v1/namespaces/" + namespace + "/configmaps", configMap("audited"))
        .orThrow();

    await()
        .untilAsserted(() ->
            assertThat(cluster.audit().since(mark))
                .filteredOn(event -> event.userAgent().equals("phasegate-test"))
                .singleElement()
                .satisfies(event -> {
                  assertThat(event.isWrite()).isTrue();
                  assertThat(event.user()).isEqualTo("admin");
                  assertThat(event.verb()).isEqualTo("create");
                  assertThat(event.resource()).isEqualTo("configmaps");
                  assertThat(event.namespace()).isEqualTo(namespace);
                  assertThat(event.name()).isEqualTo("audited");
                  assertThat(event.code()).isEqualTo(201);
                }));
  }

  @Test
  void warningsOfTheApiServerAreReadAsTheirText() throws Exception {
    ApiResponse response =
        cluster
            .api()
            .send(
                "POST",
                "/api/v1/namespaces/" + namespace + "/configmaps?fieldValidation=Warn",
                ApiClient.JSON,
                JsonWriter.bytes(configMap("warned").with("colour", Json.text("red"))));

    assertThat(response.status()).isEqualTo(201);
    assertThat(response.warnings()).containsExactly("unknown field \"colour\"");
  }

  @Test
  void restartedApiServerKeepsAddressAndData() throws Exception {
    String collection = "/api/v1/namespaces/" + namespace + "/configmaps";
    cluster.api().create(collection, configMap("kept")).orThrow();
    var before = cluster.pids();

    cluster.restartApiServer();

    assertThat(cluster.pids())
        .containsEntry(Program.ETCD, before.get(Program.ETCD))
        .doesNotContainEntry(Program.KUBE_APISERVER, before.get(Program.KUBE_APISERVER));
    assertThat(cluster.api().get(collection + "/kept").status()).isEqualTo(200);
  }

  @Test
  void namespaceThatIsDeletedGoesAwayWithWhatIsInIt() throws Exception {
    String doomed = namespace + "-doomed";
    cluster.createNamespace(doomed);
    cluster
        .api()
        .create("/api/v1/namespaces/" + doomed + "/configmaps", configMap("inside"))
        .orThrow();

    cluster.kubectl("delete", "namespace", doomed, "--timeout=30s").orThrow();

    assertThat(cluster.api().get("/api/v1/namespaces/" + doomed).status()).isEqualTo(404);
  }

  @Test
  void manifestsThatMentionCertManagerAreTaken() {
    String issuer =
        """
        apiVersion: cert-manager.io/v1
        kind: Issuer
        metadata:
          name: self-signed
        spec:
          selfSigned: {}
        """;

    apply(StubCrds.CERT_MANAGER.yaml());
    cluster.awaitCrds();
    apply(issuer);

    assertThat(
            cluster
                .kubectl("get", "issuer", "self-signed", "-n", namespace, "-o=jsonpath={.spec}")
                .orThrow()
                .out())
        .isEqualTo("{\"selfSigned\":{}}");
  }

  private void applyJob(String name) {
    apply(
        """
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: %s
        spec:
          template:
            spec:
              restartPolicy: Never
              containers:
                - name: main
                  image: example.com/nothing:1
        """
            .formatted(name));
  }

  private void awaitComplete(String job) {
    cluster
        .kubectl("wait", "job/" + job, "-n", namespace, "--for=condition=Complete", "--timeout=30s")
        .orThrow();
  }

  private void apply(String yaml) {
    cluster
        .command(Program.KUBECTL)
        .withInput(yaml)
        .within(Duration.ofSeconds(30))
        .run("apply", "-n", namespace, "-f", "-")
        .orThrow();
  }

  private static JsonObject configMap(String name) {
    return JsonObject.of("apiVersion", Json.text("v1"))
        .with("kind", Json.text("ConfigMap"))
        .with("metadata", JsonObject.of("name", Json.text(name)));
  }
}
