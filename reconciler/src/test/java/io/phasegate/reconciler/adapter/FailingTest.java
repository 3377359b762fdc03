package io.phasegate.reconciler.adapter;

import static io.phasegate.reconciler.adapter.TinyWidget.tiny;
import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.error.InfrastructureFailure;
import io.phasegate.reconciler.widget.Widget;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the log tells of objects that get nowhere. */
class FailingTest {

  private static final InfrastructureFailure TOO_LARGE =
      new InfrastructureFailure(
          List.of(CategorizedError.infrastructure("InternalError", "request is too large")));

  private final Widget widget = tiny("first");
  private Instant now = Instant.EPOCH;
  private final Failing failing = new Failing(() -> now);

  @Test
  void everyFifthFailureInARowIsTold() {
    for (int inARow = 1; inARow < 5; inARow++) {
      assertThat(failing.line(widget, inARow, TOO_LARGE)).isEmpty();
    }

    assertThat(failing.line(widget, 5, TOO_LARGE))
        .hasValueSatisfying(line ->
            assertThat(line)
                .startsWith("Widget inference/tiny: 5 passes in a row have failed: ")
                .contains("request is too large"));
  }

  @Test
  void manyAtOnceAreCounted() {
    failing.line(widget, 5, TOO_LARGE);
    assertThat(failing.line(tiny("second"), 5, TOO_LARGE)).isEmpty();
    assertThat(failing.line(tiny("third"), 5, TOO_LARGE)).isEmpty();

    now = now.plusSeconds(5);

    assertThat(failing.line(tiny("fourth"), 5, TOO_LARGE))
        .hasValueSatisfying(line -> assertThat(line).endsWith("(and 2 more objects)"));
  }
}
