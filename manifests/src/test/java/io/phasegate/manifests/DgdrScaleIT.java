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
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
            .atMost(Duration.ofMinutes(60))
            .pollInterval(Duration.ofSeconds(5))
            .until(() -> progress(cluster, reconciler, start) == count);

        System.out.printf("all Deployed after %s%n", since(start));
        Awaitility.await()
            .atMost(Duration.ofMinutes(10))
            .pollInterval(Duration.ofSeconds(1))
            .until(() -> metric(reconciler, "phasegate_events_waiting") == 0);
        System.out.printf("all told after %s%n", since(start));
        List<String> calls = traces.ours(event -> !event.verb().equals("watch"));
        long told = calls.stream().filter(line -> line.contains(" events/")).count();
        double each = (calls.size() - told) / (double) count;
        System.out.printf(
            "%.1f calls and %.1f events each; %d MiB resident, %d at most; %.0f s of processor%n",
            each,
            told / (double) count,
            memoryMiB(reconciler.pid(), "VmRSS"),
            memoryMiB(reconciler.pid(), "VmHWM"),
            processor(reconciler.pid()).toMillis() / 1000.0);
        byKind(calls)
            .forEach(
                (call, times) -> System.out.printf("  %6.2f %s%n", times / (double) count, call));
        System.out.printf("at rest %.3f of a core%n", load(reconciler.pid()));
        assertThat(each).isLessThanOrEqualTo(MOST_CALLS);
        for (String lost : List.of("dropped", "failed", "limited")) {
          assertThat(metric(reconciler, "phasegate_events_total.*fate=\"" + lost + "\""))
              .as("events that were %s", lost)
              .isZero();
        }
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

  /** How many are Deployed, which it says. */
  private long progress(Cluster cluster, ReconcilerProcess reconciler, Instant start)
      throws IOException {
    long done = inPhase(cluster, "Deployed");
    System.out.printf(
        "  %4d s: %d Deployed, %.0f passes and %.0f events wait, %d MiB%n",
        since(start).toSeconds(),
        done,
        metric(reconciler, "phasegate_passes_waiting"),
        metric(reconciler, "phasegate_events_waiting"),
        memoryMiB(reconciler.pid(), "VmRSS"));
    return done;
  }

  /** The value of a metric of requests, by the beginning of its line; 0 where there is none. */
  private static double metric(ReconcilerProcess reconciler, String line) {
    return reconciler
        .health("/metrics")
        .orElseThrow()
        .body()
        .lines()
        .filter(each -> each.contains("\"dgdr\""))
        .filter(Pattern.compile("^" + line).asPredicate())
        .mapToDouble(each -> Double.parseDouble(each.substring(each.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** How often each kind of call was made, whatever its object is called. */
  private static Map<String, Long> byKind(List<String> calls) {
    return calls.stream()
        .map(line -> line.substring(0, line.lastIndexOf(' ')))
        .collect(Collectors.groupingBy(call -> call, TreeMap::new, Collectors.counting()));
  }

  private static long memoryMiB(long pid, String what) throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
        .filter(line -> line.startsWith(what + ":"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
        .findFirst()
        .orElseThrow();
  }

  private static Duration processor(long pid) {
    return ProcessHandle.of(pid).orElseThrow().info().totalCpuDuration().orElseThrow();
  }

  /** The part of a core that the process takes over ten seconds. */
  private static double load(long pid) throws InterruptedException {
    Duration before = processor(pid);
    Thread.sleep(Duration.ofSeconds(10));
    return processor(pid).minus(before).toMillis() / 10_000.0;
  }
}
