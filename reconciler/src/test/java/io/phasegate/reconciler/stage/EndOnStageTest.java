package io.phasegate.reconciler.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.phasegate.reconciler.widget.RegisteredKind;
import io.phasegate.reconciler.widget.Widget;
import io.phasegate.reconciler.widget.WidgetStatus;
import org.junit.jupiter.api.Test;

/** How a kind with a finalizer is tested. */
class EndOnStageTest {

  private static Stage<Widget, WidgetStatus> registered() {
    var stage = Stage.of(new RegisteredKind(), Widget.named("w"));
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
