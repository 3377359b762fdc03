package io.phasegate.reconciler.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.phasegate.reconciler.widget.GlancingKind;
import io.phasegate.reconciler.widget.Widget;
import io.phasegate.reconciler.widget.WidgetSpec;
import io.phasegate.testkit.cluster.junit.RealCluster;
import io.phasegate.testkit.cluster.programs.ClusterPrograms;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A watch that keeps a part of each object: what a glance sees, and what a whole look sees. */
@RealCluster
class PartsInCacheIT {

  private static final String SEEN = "glance [small], whole [large, small]";

  private final Workbench bench;

  PartsInCacheIT(ClusterPrograms.Found programs) throws Exception {
    bench = new Workbench(programs);
    bench.installCrd();
    bench.cluster.createNamespace("team-b");
  }

  @AfterEach
  void stop() {
    bench.close();
  }

  @Test
  void theCacheHoldsThePartAndTheServerIsAskedForTheWhole() {
    bench.run(RunnerSettings.standard(), new GlancingKind());

    configMap("team-a", "first");
    widget("team-a");

    awaitNote("team-a", SEEN);
  }

  @Test
  void oneNamespaceDoesNotDisplaceWhatAnotherHolds() {
    bench.run(
        RunnerSettings.standard().withNamespaces(Set.of("team-a", "team-b")), new GlancingKind());

    configMap("team-a", "first");
    configMap("team-b", "second");
    widget("team-a");
    widget("team-b");

    awaitNote("team-a", SEEN);
    awaitNote("team-b", SEEN);
  }

  @Test
  void whatIsListedAtTheStartIsTrimmedToo() {
    configMap("team-a", "first");
    configMap("team-b", "second");
    widget("team-a");
    widget("team-b");

    bench.run(
        RunnerSettings.standard().withNamespaces(Set.of("team-a", "team-b")), new GlancingKind());

    awaitNote("team-a", SEEN);
    awaitNote("team-b", SEEN);
  }

  @Test
  void anUpdateOfWhatIsNotKeptWakesTheKindUpAllTheSame() {
    bench.run(RunnerSettings.standard(), new GlancingKind());
    configMap("team-a", "first");
    widget("team-a");
    awaitNote("team-a", SEEN);

    bench
        .client
        .configMaps()
        .inNamespace("team-a")
        .withName("first")
        .edit(each -> new ConfigMapBuilder(each).addToData("more", "m").build());

    awaitNote("team-a", "glance [small], whole [large, more, small]");
  }

  private void configMap(String namespace, String name) {
    ConfigMap configMap =
        new ConfigMapBuilder()
            .withNewMetadata()
            .withName(name)
            .withNamespace(namespace)
            .addToLabels("of", "w")
            .endMetadata()
            .addToData("small", "s")
            .addToData("large", "l".repeat(500_000))
            .build();
    bench.client.resource(configMap).create();
  }

  private void widget(String namespace) {
    var widget = new Widget();
    widget.setMetadata(new ObjectMetaBuilder().withName("w").withNamespace(namespace).build());
    widget.setSpec(new WidgetSpec("text", "token"));
    bench.client.resource(widget).create();
  }

  private void awaitNote(String namespace, String note) {
    Workbench.soon()
        .untilAsserted(() ->
            assertThat(
                    bench
                        .client
                        .resources(Widget.class)
                        .inNamespace(namespace)
                        .withName("w")
                        .get()
                        .getStatus()
                        .note())
                .isEqualTo(note));
  }
}
