package io.phasegate.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How the result of work off the event loop comes back to it. */
class HandBackTest {

  private final AtomicInteger ran = new AtomicInteger();

  @Test
  void aTaskIsHandedOverOnceThereIsMemoryForIt() {
    var shortages = new AtomicInteger(2);

    HandBack.to(
        task -> {
          if (shortages.getAndDecrement() > 0) {
            throw new OutOfMemoryError("as a test");
          }
          task.run();
        },
        ran::incrementAndGet);

    assertThat(ran).hasValue(1);
  }

  @Test
  void whatWouldFailForEverIsNotTriedAgain() {
    assertThatThrownBy(() ->
            HandBack.to(
                _ -> {
                  ran.incrementAndGet();
                  throw new RejectedExecutionException("as a test");
                },
                () -> {}))
        .isInstanceOf(RejectedExecutionException.class);

    assertThat(ran).hasValue(1);
  }
}
