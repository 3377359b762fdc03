package io.phasegate.reconciler.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.phasegate.reconciler.widget.Widget;
import org.junit.jupiter.api.Test;

/** How often in a row an object has failed: the longer, the slower it is tried again. */
class FailuresTest {

  private final Failures failures = new Failures();

  private static Widget tiny(String uid) {
    var widget = new Widget();
    widget.setMetadata(
        new ObjectMetaBuilder().withName("tiny").withNamespace("inference").withUid(uid).build());
    return widget;
  }

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
