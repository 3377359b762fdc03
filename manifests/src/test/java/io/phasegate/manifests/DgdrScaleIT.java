package io.phasegate.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.testkit.cluster.Cluster;
import io.phasegate.testkit.cluster.ClusterOptions;
import io.phasegate.testkit.cluster.junit.RealCluster;
import io.phasegate.testkit.cluster.programs.ClusterPrograms;
import io.phasegate.testkit.dynamo.DynamoStandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Many requests at once, with the figures on standard output: {@code -Dphasegate.scale=2000}. Not
 * part of CI, which it would double; on a cluster of its own without controllers, so that their
 * pace is not what is measured.
 */
@RealCluster
@EnabledIfSystemProperty(named = "phasegate.scale", matches = "[0-9]+")
class DgdrScaleIT {

  private static final int MOST_CALLS = 25;
  private static final String NAMESPACE = "crowd";

  private final ClusterPrograms.Found programs;
  private final int count = Integer.getInteger("phasegate.scale");

  DgdrScaleIT(ClusterPrograms.Found programs) {
    this.programs = programs;
  }

  @Test
  void manyRequestsAreDeployedWithFewCallsEach() throws Exception {
    try (var cluster = Cluster.start(ClusterOptions.apiServerOnly(), programs);
        var stage = DynamoStage.on(cluster, DynamoStandIn.Jobs.ARE_ENDED)) {
      cluster.createNamespace(NAMESPACE);
      var requests = new Requests(cluster.api(), NAMESPACE);
      var traces = Traces.on(cluster);
      try (var reconciler = ReconcilerProcess.start(stage.kubeconfig()).awaitReady()) {
        Instant start = Instant.now();
        create(requests);
        System.out.printf("%d requests written in %s%n", count, since(start));

        Awaitility.await()
            .atMost(Duration.ofMinutes(30))
            .pollInterval(Duration.ofSeconds(2))
            .until(() -> inPhase(cluster, "Deployed") == count);

        System.out.printf("all Deployed after %s%n", since(start));
        List<String> calls = traces.ours(event -> !event.verb().equals("watch"));
        long told = calls.stream().filter(line -> line.contains(" events/")).count();
        double each = (calls.size() - told) / (double) count;
        System.out.printf(
            "%.1f calls and %.1f events each; %d MiB resident%n",
            each, told / (double) count, residentMiB(reconciler.pid()));
        System.out.printf("at rest %.3f of a core%n", load(reconciler.pid()));
        assertThat(each).isLessThanOrEqualTo(MOST_CALLS);
      }
    }
  }

  private void create(Requests requests) throws Exception {
    try (var writers = Executors.newFixedThreadPool(8)) {
      String hardware = "hardware: {gpuSku: h200_sxm, vramMb: 143771, numGpusPerNode: 8}";
      List<Callable<Boolean>> writes =
          IntStream.range(0, count)
              .<Callable<Boolean>>mapToObj(i ->
                  () -> {
                    requests.create("crowd-" + i, hardware);
                    return true;
                  })
              .toList();
      for (Future<Boolean> write : writers.invokeAll(writes)) {
        assertThat(write.get()).isTrue();
      }
    }
  }

  private static long inPhase(Cluster cluster, String phase) throws IOException {
    return cluster
        .api()
        .get(Dgdr.all(Dgdr.BETA, NAMESPACE) + "?resourceVersion=0")
        .orThrow()
        .json()
        .get("items")
        .flatMap(Json::asArray)
        .orElse(JsonArray.empty())
        .items()
        .stream()
        .flatMap(item -> item.asObject().stream())
        .filter(item -> item.textAt("status.phase").orElse("").equals(phase))
        .count();
  }

  private static Duration since(Instant start) {
    return Duration.between(start, Instant.now());
  }

  private static long residentMiB(long pid) throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
        .findFirst()
        .orElseThrow();
  }

  /** The part of a core that the process takes over ten seconds. */
  private static double load(long pid) throws InterruptedException {
    ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
    Duration before = process.info().totalCpuDuration().orElseThrow();
    Thread.sleep(Duration.ofSeconds(10));
    Duration used = process.info().totalCpuDuration().orElseThrow().minus(before);
    return used.toMillis() / 10_000.0;
  }
}
