package io.phasegate.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.conversion.json.JsonObject;
import io.phasegate.testkit.cluster.ApiClient;
import io.phasegate.testkit.cluster.ApiResponse;
import io.phasegate.testkit.cluster.AuditEvent;
import io.phasegate.testkit.cluster.BreakableLink;
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
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever befalls the cluster around it, a request comes to its end, and nothing is done twice.
 */
@RealCluster
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DgdrFaultsIT {

  /** How a leader goes. */
  enum Departure {
    /** It has no time to give its Lease back. */
    SIGKILL,
    SIGTERM;

    void of(ReconcilerProcess leader) {
      switch (this) {
        case SIGKILL -> leader.kill();
        case SIGTERM -> assertThat(leader.terminate()).isZero();
      }
    }
  }

  private final Cluster cluster;
  private final Requests requests;
  private final DynamoStage stage;
  private final List<AutoCloseable> open = new ArrayList<>();

  DgdrFaultsIT(Cluster cluster, TestNamespace namespace) throws IOException {
    this.cluster = cluster;
    this.requests = new Requests(cluster.api(), namespace.name());
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

  @Test
  void aRestartOfTheApiServerInTheMiddleOfLivesIsSurvived() throws IOException {
    var traces = Traces.on(cluster);
    var reconciler = opened(ReconcilerProcess.start(stage.kubeconfig()).awaitReady());
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
    assertThat(reconciler.isAlive()).isTrue();
    assertThat(reconciler.log().lines())
        .as("an outage is told in lines, and not in one for each watch")
        .noneMatch(line -> line.startsWith("\tat ") || line.startsWith("Caused by"))
        .hasSizeLessThan(40);
  }

  @Test
  void whoTouchesTheRequestTwentyTimesASecondDoesNoHarm() throws IOException {
    var traces = Traces.on(cluster);
    opened(ReconcilerProcess.start(stage.kubeconfig()).awaitReady());
    requests.create("calm", "");
    requests.awaitPhase("calm", "Deployed");
    requests.create("stormy", "");
    var touches = new AtomicInteger();
    try (var other = Executors.newSingleThreadScheduledExecutor()) {
      var storm =
          other.scheduleAtFixedRate(() -> touch("stormy", touches), 0, 50, TimeUnit.MILLISECONDS);

      requests.awaitPhase("stormy", "Deployed");
      Requests.soon().until(() -> requests.told("stormy").equals(requests.told("calm")));

      // Each touch brings a pass, and none of them has anything to write.
      var rest = Traces.on(cluster);
      int before = touches.get();
      Requests.soon().until(() -> touches.get() > before + 60);
      assertThat(rest.writes()).isEmpty();
      storm.cancel(false);
    }
    traces.assertDoneOnce(requests, "stormy");
    assertThat(requests.phase("stormy")).isEqualTo("Deployed");
    // What met a conflict is written again, and nothing else is.
    assertThat(writes(traces, "stormy", event -> event.code() != 409))
        .hasSizeLessThanOrEqualTo(writes(traces, "calm", event -> true).size() + 4);
    assertThat(
            writes(
                traces,
                "stormy",
                event -> event.code() != 409 && !event.subresource().equals("status")))
        .hasSizeLessThanOrEqualTo(
            writes(traces, "calm", event -> !event.subresource().equals("status")).size() + 2);
    System.out.printf(
        "%d touches, %d conflicts%n",
        touches.get(), writes(traces, "stormy", event -> event.code() == 409).size());
  }

  private static List<String> writes(Traces traces, String name, Predicate<AuditEvent> which) {
    return traces.ours(
        event -> event.isWrite() && event.name().contains(name) && which.test(event));
  }

  /** It may be refused itself, when we were quicker. */
  private void touch(String name, AtomicInteger touches) {
    try {
      ApiResponse answer =
          cluster
              .api()
              .patch(
                  Dgdr.one(Dgdr.BETA, requests.namespace(), name),
                  ApiClient.MERGE_PATCH,
                  "{\"metadata\":{\"annotations\":{\"storm\":\"%d\"}}}"
                      .formatted(touches.get() + 1));
      if (answer.status() != 409) {
        answer.orThrow();
        touches.incrementAndGet();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whenTheLeaderGoesTheOtherReplicaGoesOn(Departure departure) throws IOException {
    String how = departure.name().toLowerCase(Locale.ROOT);
    var traces = Traces.on(cluster);
    var leader = opened(ReconcilerProcess.start(stage.kubeconfig(), "--leader-elect"));
    requests.createWithProfiler(how + "-old", "stand-in.phasegate.io/profiler: takes-an-hour");
    requests.awaitPhase(how + "-old", "Profiling");
    var link = opened(BreakableLink.to(cluster));
    opened(
        ReconcilerProcess.start(
                cluster.kubeconfig(Installation.NAMESPACE, DynamoStage.ACCOUNT, link.url()),
                "--leader-elect")
            .awaitReady());
    requests.create(how + "-now", "");
    awaitJob(how + "-now");
    assertThat(link.writes(requests.namespace())).isEmpty();

    departure.of(leader);
    requests.create(how + "-new", "");

    for (String name : List.of(how + "-now", how + "-new")) {
      requests.awaitPhase(name, "Deployed");
      traces.assertDoneOnce(requests, name);
    }
    assertThat(requests.phase(how + "-old")).isEqualTo("Profiling");
    assertThat(link.writes(requests.namespace())).isNotEmpty();
  }

  /** How a leader loses its Lease, and lives on. */
  enum Absence {
    /** It stands still in the middle of its passes, and goes on with them. */
    FROZEN,
    /** It works, and nothing of it reaches the API server. */
    CUT_OFF;

    void begins(ReconcilerProcess leader, BreakableLink link) {
      switch (this) {
        case FROZEN -> leader.freeze();
        case CUT_OFF -> link.interrupt();
      }
    }

    void ends(ReconcilerProcess leader, BreakableLink link) {
      switch (this) {
        case FROZEN -> leader.thaw();
        case CUT_OFF -> link.resume();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aLeaderThatComesBackAfterAnotherHasTakenOverDoesNothing(Absence absence) throws IOException {
    String how = absence.name().toLowerCase(Locale.ROOT).replace('_', '-');
    var traces = Traces.on(cluster);
    var link = opened(BreakableLink.to(cluster));
    var leader =
        opened(
            ReconcilerProcess.start(
                    cluster.kubeconfig(Installation.NAMESPACE, DynamoStage.ACCOUNT, link.url()),
                    "--leader-elect")
                .awaitReady());
    requests.create(how + "-first", "");
    requests.awaitPhase(how + "-first", "Deployed");
    opened(ReconcilerProcess.start(stage.kubeconfig(), "--leader-elect").awaitReady());
    List<String> names = IntStream.range(0, 8).mapToObj(i -> how + "-" + i).toList();
    int before = link.writes(requests.namespace()).size();
    for (String name : names) {
      requests.create(name, "");
    }
    Requests.soon().until(() -> link.writes(requests.namespace()).size() > before + 10);

    absence.begins(leader, link);
    for (String name : names) {
      requests.awaitPhase(name, "Deployed");
    }
    List<String> versions = versions(names);
    absence.ends(leader, link);

    Requests.soon().until(() -> !leader.isAlive());
    // A call that it was in the middle of may still go out; nothing may come of it.
    assertThat(versions(names)).isEqualTo(versions);
    for (String name : names) {
      traces.assertDoneOnce(requests, name);
      assertThat(requests.phase(name)).isEqualTo("Deployed");
    }
  }

  /**
   * The versions of requests and of what was made for them: every write that is taken moves one.
   */
  private List<String> versions(List<String> names) throws IOException {
    List<String> versions = new ArrayList<>();
    for (String name : names) {
      for (JsonObject object :
          List.of(
              requests.get(name),
              requests.job(name).orThrow().json(),
              requests.deployment(name).orThrow().json())) {
        versions.add(
            "%s %s %s"
                .formatted(
                    object.textAt("kind").orElseThrow(),
                    object.textAt("metadata.uid").orElseThrow(),
                    object.textAt("metadata.resourceVersion").orElseThrow()));
      }
    }
    return versions;
  }

  private void awaitJob(String name) {
    Requests.soon().until(() -> requests.job(name).succeeded());
  }

  private <T extends AutoCloseable> T opened(T each) {
    open.add(each);
    return each;
  }
}
