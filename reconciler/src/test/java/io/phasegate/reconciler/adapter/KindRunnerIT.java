package io.phasegate.reconciler.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersionBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.phasegate.reconciler.adapter.RunnerSettings.Leadership;
import io.phasegate.reconciler.widget.BrokenKind;
import io.phasegate.reconciler.widget.HeldKind;
import io.phasegate.reconciler.widget.RegisteredKind;
import io.phasegate.reconciler.widget.Widget;
import io.phasegate.reconciler.widget.WidgetKind;
import io.phasegate.testkit.cluster.AuditLog;
import io.phasegate.testkit.cluster.junit.RealCluster;
import io.phasegate.testkit.cluster.programs.ClusterPrograms;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The toy kind driven on a real API server. */
@RealCluster
class KindRunnerIT {

  private final Workbench bench;

  KindRunnerIT(ClusterPrograms.Found programs) throws Exception {
    bench = new Workbench(programs);
  }

  @AfterEach
  void stop() {
    bench.close();
  }

  @Test
  void aMissingCrdIsWaitedForAndSaid() {
    var runner = bench.run(RunnerSettings.standard());
    Workbench.soon()
        .untilAsserted(() ->
            assertThat(runner.state())
                .isEqualTo(
                    new Wait.NotInstalled(
                        "the API server does not serve Widget of toys.phasegate.io/v1; install its"
                            + " CRD")));

    bench.installCrd();
    bench.createSecret();
    bench.createWidget("late", "hello");

    bench.awaitWord("late", "Ready");
    assertThat(runner.state()).isEqualTo(new Wait.Over());
  }

  @Test
  void anObjectThatCannotBeReadMakesItsKindWaitAndNothingElse() {
    bench.installLooseCrd();
    bench.createSecret();
    var runner = bench.run(RunnerSettings.standard().withPoll(Duration.ofMillis(200)));
    bench.createWidget("w", "hello");
    bench.awaitWord("w", "Ready");

    bench.createUnreadableWidget("odd");
    Workbench.soon()
        .untilAsserted(() ->
            assertThat(runner.state())
                .isInstanceOfSatisfying(
                    Wait.For.class,
                    each ->
                        assertThat(each.sentence())
                            .contains("kind Widget cannot be read", "text")));
    bench.deleteWidget("odd");

    Workbench.soon().untilAsserted(() -> assertThat(runner.state()).isEqualTo(new Wait.Over()));
    bench.changeText("w", "goodbye");
    bench.awaitText("w", "goodbye");
  }

  @Test
  void aWidgetIsParkedUntilItsSecretIsThereAndThenMade() {
    bench.installCrd();
    bench.run(RunnerSettings.standard().withResync(Duration.ofSeconds(2)));
    bench.createWidget("w", "hello");
    bench.awaitWord("w", "Failed");
    assertThat(bench.client.configMaps().inNamespace("team-a").withName("w").get()).isNull();

    bench.createSecret();

    bench.awaitText("w", "hello");
    bench.awaitWord("w", "Ready");
    var made = bench.client.configMaps().inNamespace("team-a").withName("w").get();
    assertThat(made.getMetadata().getOwnerReferences()).hasSize(1);
    assertThat(made.getMetadata().getManagedFields())
        .extracting(ManagedFieldsEntry::getManager)
        .containsExactly("phasegate-widget");
    Workbench.soon()
        .untilAsserted(() ->
            assertThat(bench.client.v1().events().inNamespace("team-a").list().getItems())
                .anySatisfy(event -> {
                  assertThat(event.getReason()).isEqualTo("AllComponentsReady");
                  assertThat(event.getInvolvedObject().getName()).isEqualTo("w");
                  assertThat(event.getSource().getComponent()).isEqualTo("phasegate-widget");
                }));
  }

  @Test
  void aPassThatOverflowsTheStackIsFollowedByAnother() {
    bench.installCrd();
    bench.createSecret();
    var errors = new ConcurrentLinkedQueue<Error>(List.of(new StackOverflowError("as a test")));
    bench.run(RunnerSettings.standard(), new BrokenKind(new WidgetKind(), errors));

    bench.createWidget("w", "hello");

    bench.awaitText("w", "hello");
    assertThat(errors).isEmpty();
  }

  /** The SDK alone forgets the second one: the first was deleted during its pass. */
  @Test
  void anObjectThatIsReplacedDuringItsPassIsLookedAt() {
    bench.installCrd();
    bench.createSecret();
    var begun = ConcurrentHashMap.<String>newKeySet();
    var goOn = new CountDownLatch(1);
    bench.run(
        RunnerSettings.standard(),
        new HeldKind(
            new WidgetKind(),
            widget -> {
              begun.add(widget.getSpec().text());
              if (widget.getSpec().text().equals("first")) {
                assertThatCode(goOn::await).doesNotThrowAnyException();
              }
            }));
    Widget widget = bench.createWidget("w", "first");
    Workbench.soon().until(() -> begun.contains("first"));

    bench.client.resource(widget).delete();
    bench.createWidget("w", "second");
    // Its pass shows that all events before have been heard of.
    bench.createWidget("marker", "third");
    Workbench.soon().until(() -> begun.contains("third"));
    goOn.countDown();

    Workbench.soon().until(() -> begun.contains("second"));
  }

  @Test
  void whatSomebodyElseChangesIsPutRight() {
    bench.installCrd();
    bench.createSecret();
    bench.run(RunnerSettings.standard());
    bench.createWidget("w", "hello");
    bench.awaitText("w", "hello");

    bench
        .client
        .configMaps()
        .inNamespace("team-a")
        .withName("w")
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"data\":{\"text\":\"vandalised\"}}");
    bench.awaitText("w", "hello");
    bench.client.configMaps().inNamespace("team-a").withName("w").delete();

    bench.awaitText("w", "hello");
    bench.changeText("w", "goodbye");
    bench.awaitText("w", "goodbye");
  }

  @Test
  void anObjectWithAFinalizerIsCleanedUpAndLetGo() {
    bench.installCrd();
    bench.run(RunnerSettings.standard(), new RegisteredKind());
    Widget widget = bench.createWidget("held", "hello");
    bench.awaitWord("held", "Ready");
    assertThat(bench.client.configMaps().inNamespace("team-a").withName("register").get())
        .isNotNull();

    bench.client.resource(widget).delete();

    Workbench.soon().untilAsserted(() -> assertThat(bench.client.resource(widget).get()).isNull());
    assertThat(bench.client.configMaps().inNamespace("team-a").withName("register").get()).isNull();
  }

  @Test
  void anObjectDeletedWhileNobodyLookedIsCleanedUpAfterwards() {
    bench.installCrd();
    KindRunner<Widget> first = bench.run(RunnerSettings.standard(), new RegisteredKind());
    Widget widget = bench.createWidget("late", "hello");
    bench.awaitWord("late", "Ready");
    first.close();
    bench.client.resource(widget).delete();

    bench.run(RunnerSettings.standard(), new RegisteredKind());

    Workbench.soon().untilAsserted(() -> assertThat(bench.client.resource(widget).get()).isNull());
    assertThat(bench.client.configMaps().inNamespace("team-a").withName("register").get()).isNull();
  }

  @Test
  void atRestNothingIsWritten() {
    bench.installCrd();
    bench.createSecret();
    bench.run(
        RunnerSettings.standard()
            .withResync(Duration.ofSeconds(5))
            .withLeadership(new Leadership("team-a", "one", () -> {})));
    for (int i = 0; i < 20; i++) {
      bench.createWidget("w" + i, "hello");
    }
    for (int i = 0; i < 20; i++) {
      bench.awaitWord("w" + i, "Ready");
    }
    // The last events may still be on their way.
    AuditLog.Mark[] rest = {bench.cluster.audit().mark()};
    Workbench.soon()
        .untilAsserted(() -> {
          AuditLog.Mark before = rest[0];
          rest[0] = bench.cluster.audit().mark();
          assertThat(bench.ourWrites(before)).isEmpty();
        });

    await()
        .pollInterval(Duration.ofSeconds(5))
        .during(Duration.ofSeconds(60))
        .atMost(Duration.ofSeconds(75))
        .untilAsserted(() -> assertThat(bench.ourWrites(rest[0])).isEmpty());

    List<String> leases =
        bench.cluster.audit().since(rest[0]).stream()
            .filter(event -> event.userAgent().startsWith(ClusterClient.USER_AGENT))
            .filter(event -> event.resource().equals("leases") && event.isWrite())
            .map(event -> event.name())
            .distinct()
            .toList();
    assertThat(leases).containsExactly("phasegate-widget");
  }

  @Test
  void onlyTheLeaderWorksAndAnotherTakesOver() {
    bench.installCrd();
    bench.createSecret();
    var first =
        bench.run(
            RunnerSettings.standard().withLeadership(new Leadership("team-a", "first", () -> {})));
    bench.createWidget("one", "hello");
    bench.awaitWord("one", "Ready");
    bench.run(
        RunnerSettings.standard().withLeadership(new Leadership("team-a", "second", () -> {})));
    assertThat(holder()).isEqualTo("first");

    first.close();
    bench.createWidget("two", "hello");

    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(bench.word("two")).isEqualTo("Ready"));
    assertThat(holder()).isEqualTo("second");
  }

  private String holder() {
    return bench
        .client
        .leases()
        .inNamespace("team-a")
        .withName("phasegate-widget")
        .get()
        .getSpec()
        .getHolderIdentity();
  }

  @Test
  void aRestartOfTheApiServerIsSurvived() {
    bench.installCrd();
    bench.createSecret();
    bench.run(RunnerSettings.standard());
    bench.createWidget("w", "hello");
    bench.awaitWord("w", "Ready");

    bench.cluster.restartApiServer();
    bench.changeText("w", "goodbye");

    bench.awaitText("w", "goodbye");
    assertThat(bench.word("w")).isEqualTo("Ready");
  }

  @Test
  void nothingIsWrittenWhileTheConversionStanzaIsWrong() {
    bench.installCrd();
    bench.createSecret();
    var runner = bench.run(RunnerSettings.standard());
    bench.createWidget("w", "hello");
    bench.awaitWord("w", "Ready");
    addVersionWithoutWebhook();
    Workbench.soon()
        .untilAsserted(() ->
            assertThat(runner.state())
                .isInstanceOfSatisfying(
                    Wait.For.class,
                    wait -> assertThat(wait.sentence()).contains("strategy is not Webhook")));
    AuditLog.Mark mark = bench.cluster.audit().mark();

    bench.changeText("w", "goodbye");
    await().pollDelay(Duration.ofSeconds(6)).until(() -> bench.ourWrites(mark).isEmpty());
    bench.installCrd();

    bench.awaitText("w", "goodbye");
  }

  private void addVersionWithoutWebhook() {
    var crd =
        bench
            .client
            .apiextensions()
            .v1()
            .customResourceDefinitions()
            .withName("widgets.toys.phasegate.io");
    var second =
        new CustomResourceDefinitionVersionBuilder(crd.get().getSpec().getVersions().getFirst())
            .withName("v2")
            .withStorage(false)
            .build();
    String json = Serialization.asJson(second);
    crd.patch(
        PatchContext.of(PatchType.JSON),
        "[{\"op\":\"add\",\"path\":\"/spec/versions/-\",\"value\":" + json + "}]");
  }
}
