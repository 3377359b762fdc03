package io.phasegate.reconciler.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.reconciler.widget.NotedKind;
import io.phasegate.reconciler.widget.Widget;
import io.phasegate.reconciler.widget.WidgetSpec;
import org.junit.jupiter.api.Test;

/** What a decorator adds. */
class NoteOnStageTest {

  @Test
  void ownFieldsAndConditionsStandBesideTheEngines() {
    Widget widget = Widget.named("w");
    widget.setSpec(new WidgetSpec("hello", ""));
    var stage = Stage.of(new NotedKind(), widget);

    stage.settle();

    assertThat(stage.word()).isEqualTo("Ready");
    assertThat(stage.condition("Noted")).isEqualTo("True/TextSeen");
    assertThat(stage.status().note()).isEqualTo("hello");
  }
}
