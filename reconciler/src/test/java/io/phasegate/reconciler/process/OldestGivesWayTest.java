package io.phasegate.reconciler.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who gets a place; HealthPortTest has what clients see of it. */
class OldestGivesWayTest {

  @Test
  @Timeout(20)
  void aThreadThatCannotBeStartedTakesNoPlace() throws Exception {
    var exhausted = new AtomicBoolean(true);
    var ran = new CountDownLatch(1);
    try (var threads = new OldestGivesWay(1, thatFailWhile(exhausted))) {
      assertThatThrownBy(() -> threads.execute(() -> {})).isInstanceOf(OutOfMemoryError.class);
      exhausted.set(false);

      threads.execute(ran::countDown);

      assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static ThreadFactory thatFailWhile(AtomicBoolean exhausted) {
    return task ->
        new Thread(task) {
          @Override
          public void start() {
            if (exhausted.get()) {
              throw new OutOfMemoryError("unable to create native thread, as a test");
            }
            super.start();
          }
        };
  }
}
