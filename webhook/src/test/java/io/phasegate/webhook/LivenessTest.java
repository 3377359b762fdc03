package io.phasegate.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** When a restart would help: D-09. */
class LivenessTest {

  private static final Duration TOO_LONG = Liveness.PATIENCE.plusSeconds(1);

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2027-03-01T12:00:00Z"));
  private final Liveness liveness = new Liveness(now::get);

  @Test
  void aPortThatNeverOpenedIsNoReason() {
    pass(Duration.ofDays(1));

    assertThat(liveness.fault()).isEmpty();
  }

  @Test
  void D09_aListenerThatDiedIsNoticed() {
    liveness.answered();

    pass(TOO_LONG);

    assertThat(liveness.fault())
        .contains("the HTTPS port has not answered since 2027-03-01T12:00:00Z");
  }

  @Test
  void aBusyWhileIsForgiven() {
    liveness.answered();
    pass(Duration.ofSeconds(40));
    liveness.answered();
    pass(Duration.ofSeconds(40));

    assertThat(liveness.fault()).isEmpty();
  }

  @Test
  void aPortThatClosesInOrderIsNoReason() {
    liveness.answered();
    liveness.leave();

    pass(TOO_LONG);

    assertThat(liveness.fault()).isEmpty();
  }

  private void pass(Duration time) {
    now.updateAndGet(before -> before.plus(time));
  }
}
