package io.phasegate.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.testkit.cluster.BreakableLink;
import io.phasegate.testkit.cluster.BreakableLink.Side;
import io.phasegate.testkit.cluster.BreakableLink.Write;
import io.phasegate.testkit.cluster.Cluster;
import io.phasegate.testkit.cluster.junit.RealCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The process is killed around every write of a request's life, and its successor brings the
 * request to the end that an undisturbed one has.
 *
 * <p>One process is killed for all of them: each write has a request that is cut off from it there
 * ({@link BreakableLink}), and when all are, the process dies. It keeps nothing between passes, so
 * to the successor that is the same. {@code -Dphasegate.faults=all} kills a process for each write.
 */
@RealCluster
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DgdrKillIT {

  /** A request, and the write at which its process is killed. */
  private record Doomed(Write at, Story story) {}

  /** The reasons that an undisturbed life tells, each once. */
  private static final List<String> TOLD =
      List.of(
          "DeploymentCreated",
          "DeploymentReady",
          "Initialized",
          "ProfilingJobCreated",
          "SpecGenerated");

  private static final boolean ONE_BY_ONE = "all".equals(System.getProperty("phasegate.faults"));

  private final Cluster cluster;
  private final DynamoStage stage;
  private List<Write> writes = List.of();
  private List<String> end = List.of();
  private List<String> taken = List.of();
  private List<String> statuses = List.of();

  DgdrKillIT(Cluster cluster) throws IOException {
    this.cluster = cluster;
    this.stage = DynamoStage.on(cluster);
  }

  @AfterAll
  void uninstall() {
    stage.close();
  }

  /** What an undisturbed life takes, and what it leaves. */
  @BeforeAll
  void liveOnceUndisturbed() throws IOException {
    var traces = Traces.on(cluster);
    try (var link = BreakableLink.to(cluster);
        var _ = ReconcilerProcess.start(kubeconfig(link))) {
      Story story = Story.begin(cluster, "undisturbed");
      inTime().until(story::isOver);
      writes = link.writes(story.namespace());
      end = story.end();
      taken = traces.taken(story.namespace());
      statuses = traces.statuses(story.namespace());
      inTime().untilAsserted(() -> assertThat(story.requests().told(Story.NAME)).isEqualTo(TOLD));
    }
    System.out.printf("a life of %d writes: %s%n", writes.size(), writes);
    System.out.printf("taken: %s, and %d statuses%n", taken, statuses.size());
    assertThat(taken).isNotEmpty().doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void whoIsKilledAroundAWriteLeavesTheSameBehind(Side side) throws IOException {
    List<List<Write>> lives = ONE_BY_ONE ? writes.stream().map(List::of).toList() : List.of(writes);
    List<Write> reached = new ArrayList<>();

    for (List<Write> life : lives) {
      reached.addAll(killAt(life, side));
    }

    // How often a status is written depends on who is quicker; what is written does not.
    System.out.printf("killed %s %d writes: %s%n", side, reached.size(), reached);
    assertThat(kinds(reached)).isEqualTo(kinds(writes));
  }

  /** On a machine that others use, a process alone takes a minute to start. */
  private static ConditionFactory inTime() {
    return Requests.soon().atMost(Duration.ofMinutes(3));
  }

  private static Set<String> kinds(List<Write> writes) {
    return writes.stream().map(Write::what).collect(Collectors.toSet());
  }

  /** Kills one process at all of these, looks at what its successor makes of it, and says where. */
  private List<Write> killAt(List<Write> life, Side side) throws IOException {
    var traces = Traces.on(cluster);
    List<Doomed> doomed = new ArrayList<>();
    List<Write> reached;
    try (var link = BreakableLink.to(cluster);
        var process = ReconcilerProcess.start(kubeconfig(link))) {
      for (Write write : life) {
        String namespace =
            "killed-%s-%d".formatted(side.name().toLowerCase(Locale.ROOT), writes.indexOf(write));
        link.breakAt(namespace, write, side);
        doomed.add(new Doomed(write, Story.begin(cluster, namespace)));
      }
      for (Doomed each : doomed) {
        Story story = each.story();
        inTime().until(() -> link.isBroken(story.namespace()) || story.isOver());
      }
      process.kill();
      reached =
          doomed.stream()
              .filter(each -> link.isBroken(each.story().namespace()))
              .map(Doomed::at)
              .toList();
    }
    try (var _ = ReconcilerProcess.start(stage.kubeconfig())) {
      for (Doomed each : doomed) {
        assertEndsAlike(each.story(), "killed %s %s".formatted(side, each.at()));
      }
    }
    for (Doomed each : doomed) {
      assertWrittenAlike(
          traces, each.story().namespace(), "killed %s %s".formatted(side, each.at()));
    }
    return reached;
  }

  /**
   * The two processes together have written what one alone writes, by name and number. Statuses
   * alone may be more: what one had seen and not yet written, the other sees again.
   */
  private void assertWrittenAlike(Traces traces, String namespace, String how) {
    assertThat(traces.taken(namespace)).as(how).containsExactlyInAnyOrderElementsOf(taken);
    assertThat(traces.statuses(namespace))
        .as(how)
        .hasSameElementsAs(statuses)
        .hasSizeLessThanOrEqualTo(2 * statuses.size());
  }

  /**
   * Events that were about to be told are lost with the process, and these are two or three at
   * most; none is told that is not so.
   */
  private void assertEndsAlike(Story story, String how) throws IOException {
    inTime().untilAsserted(() -> assertThat(story.end()).as(how).isEqualTo(end));
    List<String> told = story.requests().told(Story.NAME);
    assertThat(told)
        .as(how)
        .map(reason -> reason.replace("DeploymentAdopted", "DeploymentCreated"))
        .doesNotHaveDuplicates()
        .isSubsetOf(TOLD)
        .hasSizeGreaterThanOrEqualTo(TOLD.size() - 3);
  }

  private Path kubeconfig(BreakableLink link) throws IOException {
    return cluster.kubeconfig(Installation.NAMESPACE, DynamoStage.ACCOUNT, link.url());
  }
}
