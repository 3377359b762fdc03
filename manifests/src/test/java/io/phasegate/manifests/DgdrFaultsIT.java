package io.phasegate.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.testkit.cluster.ApiClient;
import io.phasegate.testkit.cluster.BreakableLink;
import io.phasegate.testkit.cluster.BreakableLink.Side;
import io.phasegate.testkit.cluster.Cluster;
import io.phasegate.testkit.cluster.junit.RealCluster;
import io.phasegate.testkit.cluster.junit.TestNamespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever dies in between, a request comes to the same end, and nothing is done twice. */
@RealCluster
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DgdrFaultsIT {

  private final Cluster cluster;
  private final ApiClient api;
  private final Requests requests;
  private final DynamoStage stage;
  private final List<AutoCloseable> open = new ArrayList<>();

  DgdrFaultsIT(Cluster cluster, TestNamespace namespace) throws IOException {
    this.cluster = cluster;
    this.api = cluster.api();
    this.requests = new Requests(api, namespace.name());
    this.stage = DynamoStage.on(cluster);
  }

  @AfterEach
  void stopProcesses() throws Exception {
    for (AutoCloseable each : open.reversed()) {
      each.close();
    }
    open.clear();
  }

  @AfterAll
  void uninstall() {
    stage.close();
  }

  /**
   * One request for each write of a life. The process is killed there, and its successor brings the
   * request to the end that an undisturbed one has.
   */
  @ParameterizedTest
  @EnumSource(Side.class)
  void aProcessThatIsKilledAroundAnyWriteLeavesTheSameRequest(Side side) throws IOException {
    var traces = Traces.on(cluster);
    var link = opened(BreakableLink.to(cluster, call -> !call.contains("/leases")));
    var kubeconfig = cluster.kubeconfig(Installation.NAMESPACE, DynamoStage.ACCOUNT, link.url());
    var process = opened(ReconcilerProcess.start(kubeconfig).awaitReady());
    String undisturbed = side.name().toLowerCase(Locale.ROOT) + "-0";
    requests.create(undisturbed, "");
    requests.awaitPhase(undisturbed, "Deployed");
    JsonObject end = withoutIdentity(requests.get(undisturbed), undisturbed);
    // The last write of a life tells that the deployment is ready.
    Requests.soon().until(() -> requests.told(undisturbed).contains("DeploymentReady"));
    List<String> all = requests.told(undisturbed);

    List<String> kills = new ArrayList<>();
    for (int write = 1; kills.size() == write - 1; write++) {
      String name = undisturbed.replace("-0", "-" + write);
      link.stopAt(write, side);
      requests.create(name, "");
      Requests.soon()
          .until(() ->
              link.stopped().isPresent()
                  || (requests.told(name).equals(all) && !link.isStopping()));
      if (link.stopped().isPresent()) {
        kills.add(link.stopped().get());
        process.kill();
        link.heal();
        process = opened(ReconcilerProcess.start(kubeconfig));
      }

      requests.awaitPhase(name, "Deployed");
      assertThat(withoutIdentity(requests.get(name), name)).as(kills.toString()).isEqualTo(end);
      traces.assertDoneOnce(requests, name);
    }

    System.out.printf("killed %s each of %s%n", side, kills);
    assertThat(kills)
        .anyMatch(kill -> kill.contains("/jobs"))
        .anyMatch(kill -> kill.contains("/status"))
        .anyMatch(kill -> kill.startsWith("PATCH") && kill.contains("/dynamographdeploymentreq"))
        .anyMatch(kill -> kill.contains("/dynamographdeployments"))
        .anyMatch(kill -> kill.contains("/events"));
  }

  @Test
  void aRestartOfTheApiServerInTheMiddleIsSurvived() throws IOException {
    var traces = Traces.on(cluster);
    opened(ReconcilerProcess.start(stage.kubeconfig()).awaitReady());
    List<String> names = List.of("outage-1", "outage-2", "outage-3", "outage-4");
    for (String name : names) {
      requests.create(name, "");
    }
    awaitJob(names.getFirst());

    cluster.restartApiServer();

    for (String name : names) {
      requests.awaitPhase(name, "Deployed");
      traces.assertDoneOnce(requests, name);
    }
  }

  @Test
  void somebodyWhoTouchesTheRequestTwentyTimesASecondDoesNoHarm() throws IOException {
    var traces = Traces.on(cluster);
    opened(ReconcilerProcess.start(stage.kubeconfig()).awaitReady());
    requests.create("stormy", "");
    var touches = new AtomicInteger();
    try (var other = Executors.newSingleThreadScheduledExecutor()) {
      var storm =
          other.scheduleAtFixedRate(() -> touch("stormy", touches), 0, 50, TimeUnit.MILLISECONDS);

      requests.awaitPhase("stormy", "Deployed");

      storm.cancel(false);
    }
    traces.assertDoneOnce(requests, "stormy");
    assertThat(touches).hasPositiveValue();
  }

  private void touch(String name, AtomicInteger touches) {
    try {
      requests.edit(
          name, "{\"metadata\":{\"annotations\":{\"storm\":\"%d\"}}}".formatted(touches.get() + 1));
      touches.incrementAndGet();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whenTheLeaderDiesTheOtherReplicaGoesOn() throws IOException {
    var traces = Traces.on(cluster);
    var first = opened(ReconcilerProcess.start(stage.kubeconfig(), "--leader-elect").awaitReady());
    requests.createWithProfiler("led-0", "stand-in.phasegate.io/profiler: takes-an-hour");
    requests.awaitPhase("led-0", "Profiling");
    opened(ReconcilerProcess.start(stage.kubeconfig(), "--leader-elect").awaitReady());
    requests.create("led-1", "");
    awaitJob("led-1");

    first.kill();
    requests.create("led-2", "");

    for (String name : List.of("led-1", "led-2")) {
      requests.awaitPhase(name, "Deployed");
      traces.assertDoneOnce(requests, name);
    }
    assertThat(requests.phase("led-0")).isEqualTo("Profiling");
  }

  private void awaitJob(String name) {
    Requests.soon().until(() -> requests.job(name).succeeded());
  }

  /** What is to be the same for every request: all but names, uids, times and versions. */
  private static JsonObject withoutIdentity(JsonObject request, String name) {
    String status = request.objectAt("status").orElseThrow().toString();
    String bare =
        status
            .replace(name, "NAME")
            .replaceAll("\"lastTransitionTime\":\"[^\"]*\"", "\"lastTransitionTime\":\"\"");
    return JsonObject.of("status", Json.text(bare));
  }

  private <T extends AutoCloseable> T opened(T each) {
    open.add(each);
    return each;
  }
}
