package io.phasegate.reconciler.adapter;

import static io.phasegate.reconciler.adapter.TinyWidget.tiny;
import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.reconciler.engine.event.Notice;
import io.phasegate.reconciler.widget.Widget;
import org.junit.jupiter.api.Test;

/** Pausing is visible, once each way. */
class PausesTest {

  private final Pauses pauses = new Pauses();
  private final Widget tiny = tiny("first");

  @Test
  void pauseIsToldOnceAndNamesTheAnnotation() {
    var first = pauses.notice(tiny, true, "nvidia.com/reconciliation-paused");
    var second = pauses.notice(tiny, true, "nvidia.com/reconciliation-paused");

    assertThat(first.map(Notice::reason)).contains("ReconciliationPaused");
    assertThat(first.map(Notice::message).orElse("")).contains("nvidia.com/reconciliation-paused");
    assertThat(second).isEmpty();
  }

  @Test
  void resumingIsToldOnce() {
    pauses.notice(tiny, true, "a");

    assertThat(pauses.notice(tiny, false, "a").map(Notice::reason))
        .contains("ReconciliationResumed");
    assertThat(pauses.notice(tiny, false, "a")).isEmpty();
  }

  @Test
  void objectThatWasNeverPausedIsNoNews() {
    assertThat(pauses.notice(tiny, false, "a")).isEmpty();
  }

  @Test
  void objectThatIsMadeAnewWasNeverPaused() {
    pauses.notice(tiny, true, "a");

    assertThat(pauses.notice(tiny("second"), false, "a")).isEmpty();
  }
}
