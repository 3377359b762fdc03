package io.phasegate.reconciler.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.phasegate.reconciler.engine.event.Notice;
import org.junit.jupiter.api.Test;

/** Pausing is visible, once each way. */
class PausesTest {

  private static final ResourceID ID = new ResourceID("tiny", "inference");

  private final Pauses pauses = new Pauses();

  @Test
  void pauseIsToldOnceAndNamesTheAnnotation() {
    var first = pauses.notice(ID, true, "nvidia.com/reconciliation-paused");
    var second = pauses.notice(ID, true, "nvidia.com/reconciliation-paused");

    assertThat(first.map(Notice::reason)).contains("ReconciliationPaused");
    assertThat(first.map(Notice::message).orElse("")).contains("nvidia.com/reconciliation-paused");
    assertThat(second).isEmpty();
  }

  @Test
  void resumingIsToldOnce() {
    pauses.notice(ID, true, "a");

    assertThat(pauses.notice(ID, false, "a").map(Notice::reason)).contains("ReconciliationResumed");
    assertThat(pauses.notice(ID, false, "a")).isEmpty();
  }

  @Test
  void objectThatWasNeverPausedIsNoNews() {
    assertThat(pauses.notice(ID, false, "a")).isEmpty();
  }
}
