package io.phasegate.reconciler.adapter;

import static io.phasegate.reconciler.adapter.TinyWidget.tiny;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How often in a row an object has failed: the longer, the slower it is tried again. */
class InARowTest {

  private final InARow failures = new InARow();

  @Test
  void theyAreCountedUntilOnePassSucceeds() {
    failures.another(tiny("first"));
    assertThat(failures.another(tiny("first"))).isEqualTo(2);

    failures.over(tiny("first"));

    assertThat(failures.another(tiny("first"))).isOne();
  }

  @Test
  void objectThatIsMadeAnewBeginsAnew() {
    failures.another(tiny("first"));

    assertThat(failures.another(tiny("second"))).isOne();
  }
}
