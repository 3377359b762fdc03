package io.phasegate.reconciler.adapter;

import static io.phasegate.reconciler.adapter.TinyWidget.tiny;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How often in a row an object has failed: the longer, the slower it is tried again. */
class FailuresTest {

  private final Failures failures = new Failures();

  @Test
  void theyAreCountedUntilOnePassSucceeds() {
    failures.failed(tiny("first"));
    assertThat(failures.failed(tiny("first"))).isEqualTo(2);

    failures.succeeded(tiny("first"));

    assertThat(failures.failed(tiny("first"))).isOne();
  }

  @Test
  void objectThatIsMadeAnewBeginsAnew() {
    failures.failed(tiny("first"));

    assertThat(failures.failed(tiny("second"))).isOne();
  }
}
