package io.phasegate.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.yaml.MalformedYaml;
import io.phasegate.conversion.yaml.YamlReader;
import io.phasegate.testkit.cluster.ApiClient;
import io.phasegate.testkit.cluster.ApiResponse;
import io.phasegate.testkit.cluster.Cluster;
import io.phasegate.testkit.cluster.junit.RealCluster;
import io.phasegate.testkit.cluster.junit.TestNamespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code phasegate copy-output} as the profiling Job runs it: a process of its own, with the token
 * and the few rights of a service account, against a real API server. The pod's status is ours to
 * play, since no kubelet runs here.
 */
@RealCluster
class CopyOutputIT {

  private static final Path JARS = Path.of("..", "cli", "target", "phasegate", "lib");

  /** What the Job gives it, see DgdrSettings, and the launcher. */
  private static final List<String> JVM =
      List.of(
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-Xms8m",
          "-Xmn4m",
          "-Xmx24m",
          "-Xss256k",
          "-XX:CICompilerCount=1",
          "-XX:ReservedCodeCacheSize=8m",
          "-XX:-UsePerfData");

  private static final long MIB = 1 << 20;

  private final Cluster cluster;
  private final ApiClient api;
  private final String namespace;

  @TempDir private Path folder;
  private List<Process> processes = List.of();
  private Installation installation;
  private String requestUid = "";

  CopyOutputIT(Cluster cluster, TestNamespace namespace) {
    this.cluster = cluster;
    this.api = cluster.api();
    this.namespace = namespace.name();
  }

  /** The output's owner. Were there none, the garbage collector would take the output away. */
  @BeforeEach
  void aRequest() throws IOException {
    installation = Installation.on(cluster);
    requestUid =
        api.create(
                Dgdr.all(Dgdr.BETA, namespace),
                Dgdr.of(Dgdr.BETA, "metadata: {name: tiny}\nspec: {model: m, image: i}"))
            .orThrow()
            .json()
            .textAt("metadata.uid")
            .orElseThrow();
  }

  @BeforeEach
  void aPodWithAServiceAccount() throws IOException {
    Files.createDirectory(folder.resolve("data"));
    Files.writeString(folder.resolve("ca.crt"), cluster.caPem());
    apply("/api/v1/namespaces/%s/serviceaccounts/copier", "{apiVersion: v1, kind: ServiceAccount}");
    apply(
        "/apis/rbac.authorization.k8s.io/v1/namespaces/%s/roles/copier",
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        rules:
          - {apiGroups: [""], resources: [pods], verbs: [get]}
          - {apiGroups: [""], resources: [configmaps], verbs: [create, update]}
        """);
    apply(
        "/apis/rbac.authorization.k8s.io/v1/namespaces/%s/rolebindings/copier",
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: copier}
        subjects: [{kind: ServiceAccount, name: copier}]
        """);
    apply(
        "/api/v1/namespaces/%s/pods/profile-tiny-abc",
        """
        apiVersion: v1
        kind: Pod
        spec:
          schedulerName: nobody
          serviceAccountName: copier
          containers: [{name: profiler, image: a}, {name: output-copier, image: b}]
        """);
    JsonObject token =
        api.create(
                "/api/v1/namespaces/%s/serviceaccounts/copier/token".formatted(namespace),
                tree("{apiVersion: authentication.k8s.io/v1, kind: TokenRequest, spec: {}}"))
            .orThrow()
            .json();
    Files.writeString(folder.resolve("token"), token.textAt("status.token").orElseThrow());
  }

  @AfterEach
  void endProcesses() throws IOException {
    processes.forEach(Process::destroyForcibly);
    api.delete(Dgdr.one(Dgdr.BETA, namespace, "tiny")).orThrow();
    installation.close();
    api.delete("/api/v1/namespaces/%s/configmaps/dgdr-output-tiny".formatted(namespace));
    api.delete(
        "/api/v1/namespaces/%s/pods/profile-tiny-abc?gracePeriodSeconds=0".formatted(namespace));
  }

  @Test
  void theResultIsPublishedWithTheRightsOfTheServiceAccount() throws Exception {
    profilerIs("{running: {startedAt: '%s'}}".formatted(Instant.now()));
    Process copier = start();
    write("profiler_status.yaml", "status: running\nphase: SweepingPrefill\n");
    awaitData("phase", "SweepingPrefill");
    write("final_config.yaml", "kind: DynamoGraphDeployment\n");
    write("profiler_status.yaml", "status: success\nphase: Done\n");

    profilerIs("{terminated: {exitCode: 0, startedAt: '%s'}}".formatted(Instant.now()));

    assertThat(exitCode(copier)).isZero();
    assertThat(data("profiler_status")).isEqualTo("success");
    assertThat(data("phase")).isEqualTo("Done");
    assertThat(data("final_config.yaml")).isEqualTo("kind: DynamoGraphDeployment\n");
    assertThat(configMap().json().at("metadata.ownerReferences").orElseThrow().toString())
        .contains("\"uid\":\"" + requestUid + "\"");
  }

  @Test
  void aKilledSidecarDoesTheSameWhenItIsStartedAgain() throws Exception {
    profilerIs("{running: {startedAt: '%s'}}".formatted(Instant.now()));
    write("profiler_status.yaml", "status: running\nphase: SweepingPrefill\n");
    Process first = start();
    awaitData("phase", "SweepingPrefill");

    first.destroyForcibly().waitFor();
    profilerIs(
        "{terminated: {exitCode: 137, reason: OOMKilled, startedAt: '%s'}}"
            .formatted(Instant.now()));
    Process second = start();

    assertThat(exitCode(second)).isZero();
    assertThat(data("profiler_status")).isEqualTo("failed");
    assertThat(data("profiler_error")).contains("exit code 137 (OOMKilled)");
  }

  @Test
  void itStaysSmallWhileItWaits() throws Exception {
    profilerIs("{running: {startedAt: '%s'}}".formatted(Instant.now()));
    Process copier = start();
    for (String phase : List.of("SweepingPrefill", "SweepingDecode", "SelectingConfig")) {
      write("profiler_status.yaml", "status: running\nphase: " + phase + "\n");
      awaitData("phase", phase);
    }

    long resident = residentBytes(copier);

    System.out.printf("copy-output holds %d MiB%n", resident / MIB);
    assertThat(resident).isLessThan(80 * MIB);
  }

  private Process start() throws IOException {
    var command = new ArrayList<String>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(JVM);
    command.addAll(
        List.of(
            "-cp",
            JARS + "/*",
            "io.phasegate.cli.Phasegate",
            "copy-output",
            "--api-server=" + cluster.serverUrl(),
            "--token-file=" + folder.resolve("token"),
            "--ca-file=" + folder.resolve("ca.crt"),
            "--pace=PT0.5S"));
    var builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("copier.log").toFile());
    builder.environment().put("PHASEGATE_POD", "profile-tiny-abc");
    builder.environment().put("PHASEGATE_NAMESPACE", namespace);
    builder.environment().put("PHASEGATE_REQUEST_NAME", "tiny");
    builder.environment().put("PHASEGATE_REQUEST_UID", requestUid);
    builder.environment().put("PHASEGATE_OUTPUT_DIR", folder.resolve("data").toString());
    Process process = builder.start();
    var all = new ArrayList<>(processes);
    all.add(process);
    processes = List.copyOf(all);
    return process;
  }

  private int exitCode(Process process) throws Exception {
    assertThat(process.waitFor(60, TimeUnit.SECONDS))
        .as(() -> "it ended; its log: " + log())
        .isTrue();
    return process.exitValue();
  }

  private String log() {
    try {
      return Files.readString(folder.resolve("copier.log"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static long residentBytes(Process process) throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
        .findFirst()
        .orElseThrow();
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve("data").resolve(name), text);
  }

  private void profilerIs(String state) throws IOException {
    JsonObject status =
        tree(
            "{status: {phase: Running, containerStatuses: [{name: profiler, image: a, imageID: '',"
                + " ready: false, restartCount: 0, state: "
                + state
                + "}]}}");
    api.patch(
            "/api/v1/namespaces/%s/pods/profile-tiny-abc/status".formatted(namespace),
            ApiClient.MERGE_PATCH,
            status.toString())
        .orThrow();
  }

  private void awaitData(String key, String value) {
    Awaitility.await(key + " is told; the log is " + folder)
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(200))
        .until(() -> data(key).equals(value));
  }

  private ApiResponse configMap() throws IOException {
    return api.get("/api/v1/namespaces/%s/configmaps/dgdr-output-tiny".formatted(namespace));
  }

  private String data(String key) throws IOException {
    return configMap()
        .json()
        .objectAt("data")
        .flatMap(data -> data.get(key))
        .flatMap(Json::asText)
        .orElse("");
  }

  private void apply(String path, String yaml) throws IOException {
    String name = path.substring(path.lastIndexOf('/') + 1);
    JsonObject object = tree(yaml);
    api.apply(
            path.formatted(namespace),
            "test",
            object.with("metadata", JsonObject.of("name", Json.text(name))))
        .orThrow();
  }

  private static JsonObject tree(String yaml) {
    try {
      return YamlReader.read(yaml).getFirst().value().asObject().orElseThrow();
    } catch (MalformedYaml e) {
      throw new AssertionError(e);
    }
  }
}
