package io.phasegate.reconciler.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.phasegate.reconciler.engine.kind.Kind;
import io.phasegate.reconciler.widget.Widget;
import io.phasegate.reconciler.widget.WidgetKind;
import io.phasegate.reconciler.widget.WidgetSpec;
import io.phasegate.testkit.cluster.AuditEvent;
import io.phasegate.testkit.cluster.AuditLog;
import io.phasegate.testkit.cluster.Cluster;
import io.phasegate.testkit.cluster.ClusterOptions;
import io.phasegate.testkit.cluster.programs.ClusterPrograms;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.core.ConditionFactory;

/** An API server of a test's own, widgets on it, and runners that look after them. */
final class Workbench implements AutoCloseable {

  private static final Path CRD = Path.of("src/test/resources/widgets.yaml");

  final Cluster cluster;

  /** The test's own client, with a user agent of its own. */
  final KubernetesClient client;

  private final KubernetesClient processClient;
  private final List<KindRunner<?>> runners = new ArrayList<>();

  Workbench(ClusterPrograms.Found programs) throws Exception {
    cluster = Cluster.start(ClusterOptions.apiServerOnly(), programs);
    cluster.createNamespace("team-a");
    processClient = ClusterClient.create(Optional.of(cluster.kubeconfig()));
    client =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(cluster.kubeconfig().toFile()))
            .build();
  }

  static ConditionFactory soon() {
    return await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(100));
  }

  void installCrd() {
    cluster.kubectl("apply", "-f", CRD.toString()).orThrow();
    cluster.awaitCrds();
  }

  /** A CRD that lets through texts that the type cannot hold. */
  void installLooseCrd() {
    installCrd();
    cluster
        .kubectl(
            "patch",
            "crd",
            "widgets.toys.phasegate.io",
            "--type=json",
            "-p",
            """
            [{"op":"replace",
              "path":"/spec/versions/0/schema/openAPIV3Schema/properties/spec/properties/text",
              "value":{"x-kubernetes-preserve-unknown-fields":true}}]
            """)
        .orThrow();
  }

  /** One whose text is an object. The API server takes it once it has noticed the loose CRD. */
  void createUnreadableWidget(String name) {
    var widget =
        Serialization.unmarshal(
            """
            apiVersion: toys.phasegate.io/v1
            kind: Widget
            metadata: {name: %s, namespace: team-a}
            spec: {text: {not: a text}, secret: token}
            """
                .formatted(name),
            GenericKubernetesResource.class);
    soon().ignoreExceptions().until(() -> client.resource(widget).create() != null);
  }

  void deleteWidget(String name) {
    client
        .genericKubernetesResources("toys.phasegate.io/v1", "Widget")
        .inNamespace("team-a")
        .withName(name)
        .delete();
  }

  KindRunner<Widget> run(RunnerSettings settings) {
    return run(settings, new WidgetKind());
  }

  KindRunner<Widget> run(RunnerSettings settings, Kind<Widget, ?, ?, ?> kind) {
    var runner =
        KindRunner.start(
            Registration.of(Widget.class, kind), processClient, settings, OutcomeListener.none());
    runners.add(runner);
    return runner;
  }

  void createSecret() {
    client
        .secrets()
        .inNamespace("team-a")
        .resource(new SecretBuilder().withNewMetadata().withName("token").endMetadata().build())
        .create();
  }

  Widget createWidget(String name, String text) {
    var widget = new Widget();
    widget.setMetadata(new ObjectMetaBuilder().withName(name).withNamespace("team-a").build());
    widget.setSpec(new WidgetSpec(text, "token"));
    return client.resource(widget).create();
  }

  /** Changes the text without a resource version: our own status writes may come in between. */
  void changeText(String name, String text) {
    client
        .resources(Widget.class)
        .inNamespace("team-a")
        .withName(name)
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"text\":\"" + text + "\"}}");
  }

  String word(String name) {
    return client
        .resources(Widget.class)
        .inNamespace("team-a")
        .withName(name)
        .get()
        .getStatus()
        .status();
  }

  void awaitWord(String name, String word) {
    soon().untilAsserted(() -> assertThat(word(name)).isEqualTo(word));
  }

  void awaitText(String name, String text) {
    soon()
        .untilAsserted(() -> {
          ConfigMap made = client.configMaps().inNamespace("team-a").withName(name).get();
          assertThat(made).isNotNull();
          assertThat(made.getData()).containsEntry("text", text);
        });
  }

  /** What our process has written behind a place of the audit log, Leases apart. */
  List<String> ourWrites(AuditLog.Mark mark) {
    return cluster.audit().since(mark).stream()
        .filter(event -> event.userAgent().startsWith(ClusterClient.USER_AGENT))
        .filter(AuditEvent::isWrite)
        .filter(event -> !event.resource().equals("leases"))
        .map(event ->
            event.verb() + " " + event.resource() + "/" + event.subresource() + " " + event.name())
        .toList();
  }

  @Override
  public void close() {
    runners.forEach(KindRunner::close);
    processClient.close();
    client.close();
    cluster.close();
  }
}
