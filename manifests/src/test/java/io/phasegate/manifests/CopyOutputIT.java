package io.phasegate.manifests;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
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
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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

  private static final Path LAUNCHER = Path.of("..", "phasegate");
  private static final Path JOB =
      Path.of("..", "reconciler", "src", "test", "resources", "dgdr", "job-chat-a1.yaml");

  private static final Pattern JAVA_OPTIONS =
      Pattern.compile("name: PHASEGATE_JAVA_OPTS\\s+value: (.*)");

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
    Files.deleteIfExists(packedJars());
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

  /**
   * What counts is the most that it ever has, and not what it ends with. 80 MiB are what it may
   * take; four less, so that whatever makes it grow is seen before that.
   */
  @Test
  void itStaysSmallWithAResultAsLargeAsAConfigMapCanHold() throws Exception {
    profilerIs("{running: {startedAt: '%s'}}".formatted(Instant.now()));
    Process copier = start();
    for (String phase : List.of("SweepingPrefill", "SweepingDecode", "SelectingConfig")) {
      write("profiler_status.yaml", "status: running\nphase: " + phase + "\n");
      awaitData("phase", phase);
    }
    String line = "- {name: candidate, replicas: 1, note: \"a line as profilers write them\"}\n";
    write("final_config.yaml", line.repeat(1_000_000 / line.length()));
    write("profiler_status.yaml", "status: success\n");

    profilerIs("{terminated: {exitCode: 0, startedAt: '%s'}}".formatted(Instant.now()));
    long peak = peakUntilItsEnd(copier);

    assertThat(exitCode(copier)).isZero();
    assertThat(data("final_config.yaml")).hasSizeGreaterThan(990_000);
    System.out.printf("copy-output has held %.1f MiB at its peak%n", (double) peak / MIB);
    assertThat(peak).isBetween(20 * MIB, 76 * MIB);
  }

  /**
   * The launcher, as it is, in a folder of its own with the command line's jars: its options for
   * the JVM are what is measured. Only the class that it starts knows the demo, which is not packed
   * here.
   */
  private Path launcher() throws IOException {
    Path root = Files.createDirectories(folder.resolve("launcher"));
    Files.createDirectories(root.resolve("demo/target/phasegate"));
    if (Files.notExists(packedJars())) {
      Files.createSymbolicLink(packedJars(), JARS.toAbsolutePath().normalize());
    }
    Path copy = root.resolve("phasegate");
    Files.copy(LAUNCHER, copy, REPLACE_EXISTING, COPY_ATTRIBUTES);
    return copy;
  }

  private Path packedJars() {
    return folder.resolve("launcher/demo/target/phasegate/lib");
  }

  /** A JDK to the launcher; it starts the real one. */
  private Path jdk() throws IOException {
    Path jdk = folder.resolve("jdk");
    Path java = Files.createDirectories(jdk.resolve("bin")).resolve("java");
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25\"\n");
    Files.writeString(
        java,
        """
        #!/bin/sh
        for word do
          shift
          [ "$word" = io.phasegate.demo.PhasegateWithDemo ] && word=io.phasegate.cli.Phasegate
          set -- "$@" "$word"
        done
        exec "%s" "$@"
        """
            .formatted(ProcessHandle.current().info().command().orElseThrow()));
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    return jdk;
  }

  /** What the Job gives the JVM beside the launcher. */
  private static String javaOptions() throws IOException {
    Matcher found = JAVA_OPTIONS.matcher(Files.readString(JOB));
    assertThat(found.find()).as("%s gives options to the JVM", JOB).isTrue();
    return found.group(1);
  }

  private Process start() throws IOException {
    var builder =
        new ProcessBuilder(
                launcher().toString(),
                "copy-output",
                "--api-server=" + cluster.serverUrl(),
                "--token-file=" + folder.resolve("token"),
                "--ca-file=" + folder.resolve("ca.crt"),
                "--pace=PT0.5S")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("copier.log").toFile());
    builder.environment().put("JAVA25_HOME", jdk().toString());
    builder.environment().put("PHASEGATE_BUILD", "never");
    builder.environment().put("PHASEGATE_JAVA_OPTS", javaOptions());
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

  /** The most memory that was resident at once, in bytes, as the kernel counts it. */
  private static long peakUntilItsEnd(Process process) {
    var peak = new AtomicLong();
    Awaitility.await("copy-output ends")
        .atMost(Duration.ofSeconds(60))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> {
          peak.accumulateAndGet(peakNow(process), Math::max);
          return !process.isAlive();
        });
    return peak.get();
  }

  /** 0 when it has ended. */
  private static long peakNow(Process process) throws IOException {
    try (Stream<String> lines =
        Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
          .findFirst()
          .orElse(0);
    } catch (NoSuchFileException e) {
      return 0;
    }
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
