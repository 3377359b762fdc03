package io.phasegate.reconciler.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.phasegate.reconciler.engine.fetch.ResourceReader;
import io.phasegate.reconciler.engine.health.ComponentHealth;
import io.phasegate.reconciler.engine.health.Health;
import io.phasegate.reconciler.engine.health.Inspection;
import io.phasegate.reconciler.engine.kind.Finalizing;
import io.phasegate.reconciler.engine.kind.PlainKind;
import io.phasegate.reconciler.engine.kind.Request;
import io.phasegate.reconciler.engine.plan.Change;
import io.phasegate.reconciler.engine.plan.Plan;
import io.phasegate.reconciler.engine.resource.KindIdentity;
import io.phasegate.reconciler.engine.status.ConditionedStatus;
import io.phasegate.reconciler.widget.Widget;
import io.phasegate.reconciler.widget.WidgetShape;
import io.phasegate.reconciler.widget.WidgetStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a kind with a finalizer is tested. */
class EndOnStageTest {

  /** Leaves a ConfigMap behind that nobody owns, and takes it along. */
  private static final class Registered
      implements PlainKind<Widget, WidgetStatus, String>, Finalizing<Widget> {

    @Override
    public KindIdentity identity() {
      return KindIdentity.of("toys.phasegate.io", "registered");
    }

    @Override
    public ConditionedStatus<Widget, WidgetStatus> statusShape() {
      return new WidgetShape();
    }

    @Override
    public String fetch(ResourceReader reader, Request<Widget> request) {
      return "";
    }

    @Override
    public Plan plan(Request<Widget> request, String seen) {
      return Plan.of(Change.apply(register()).shared());
    }

    private static ConfigMap register() {
      return new ConfigMapBuilder().withNewMetadata().withName("register").endMetadata().build();
    }

    @Override
    public List<ComponentHealth> health(
        Request<Widget> request, String seen, Inspection inspection) {
      return List.of(ComponentHealth.of("Register", Health.ready()));
    }

    @Override
    public String finalizer() {
      return "toys.phasegate.io/register";
    }

    @Override
    public Cleanup cleanup(ResourceReader reader, Request<Widget> request) {
      return Cleanup.of(Plan.of(Change.delete(register())));
    }
  }

  private static Stage<Widget, WidgetStatus> registered() {
    var stage = Stage.of(new Registered(), Widget.named("w"));
    stage
        .cluster()
        .holds(new NamespaceBuilder().withNewMetadata().withName("team-a").endMetadata().build());
    return stage;
  }

  @Test
  void anObjectIsHeldBeforeAnythingIsWrittenForIt() {
    var stage = registered();

    stage.pass();
    assertThat(stage.cluster().writes()).containsExactly("hold Widget w");
    assertThat(stage.primary().getFinalizers()).containsExactly("toys.phasegate.io/register");

    stage.settle();
    assertThat(stage.word()).isEqualTo("Ready");
    assertThat(stage.cluster().the(ConfigMap.class).getMetadata().getNamespace())
        .isEqualTo("team-a");
  }

  @Test
  void aDeletedObjectGoesOnceItIsCleanedUp() {
    var stage = registered();
    stage.settle();

    stage.delete();
    assertThat(stage.isGone()).isFalse();
    stage.settle();

    assertThat(stage.isGone()).isTrue();
    assertThat(stage.cluster().all(ConfigMap.class)).isEmpty();
  }
}
