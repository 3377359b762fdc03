package io.phasegate.reconciler.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.reconciler.widget.Widget;
import io.phasegate.reconciler.widget.WidgetStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which updates are worth a pass. */
class ControllerSetupTest {

  private final Widget before = widget("1f0a");
  private final Widget after = widget("1f0a");

  @Test
  void aWrittenStatusIsNot() {
    after.getMetadata().setResourceVersion("8");
    after.setStatus(new WidgetStatus("Ready", List.of(), 1, ""));

    assertThat(ControllerSetup.matters(after, before)).isFalse();
  }

  @Test
  void anotherGenerationIs() {
    after.getMetadata().setGeneration(2L);

    assertThat(ControllerSetup.matters(after, before)).isTrue();
  }

  /** The watch broke, and the list after it has another object of that name, equal in all else. */
  @Test
  void anotherObjectOfTheNameIs() {
    assertThat(ControllerSetup.matters(widget("77c2"), before)).isTrue();
  }

  private static Widget widget(String uid) {
    Widget widget = TinyWidget.tiny(uid);
    widget.getMetadata().setGeneration(1L);
    return widget;
  }
}
