package io.phasegate.reconciler.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.phasegate.reconciler.adapter.Fence.Held;
import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.error.ErrorCategory;
import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Who has lost the Lease without knowing it writes nothing. */
class FenceTest {

  private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");

  private Duration passed = Duration.ZERO;
  private Held held = new Held("us", NOON.plusSeconds(15));
  private boolean away;
  private int looks;
  private final Fence fence =
      new Fence.OfLease("us", this::look, () -> NOON.plus(passed), () -> passed.toNanos());

  private Held look() {
    looks++;
    if (away) {
      throw new KubernetesClientException("no answer", new ConnectException("connection refused"));
    }
    return held;
  }

  private void later(Duration time) {
    passed = passed.plus(time);
  }

  @Test
  void theHolderWritesAndLooksButOnceInAMoment() {
    assertThat(fence.objection()).isEmpty();
    later(Duration.ofSeconds(4));
    assertThat(fence.objection()).isEmpty();
    assertThat(looks).isEqualTo(1);

    later(Duration.ofSeconds(2));

    assertThat(fence.objection()).isEmpty();
    assertThat(looks).isEqualTo(2);
  }

  @Test
  void whoWakesUpAfterAnotherHasTakenTheLeaseWritesNothing() {
    assertThat(fence.objection()).isEmpty();

    later(Duration.ofSeconds(20));
    held = new Held("other", NOON.plusSeconds(40));

    assertThat(fence.objection()).map(CategorizedError::reason).hasValue("NotLeading");
    assertThat(fence.objection())
        .map(CategorizedError::category)
        .hasValue(ErrorCategory.INFRASTRUCTURE);
  }

  @Test
  void aLeaseThatRunsOutIsNotBelievedForLonger() {
    later(Duration.ofSeconds(13));
    assertThat(fence.objection()).isEmpty();

    later(Duration.ofSeconds(2));

    assertThat(fence.objection()).map(CategorizedError::reason).hasValue("NotLeading");
  }

  @Test
  void whoCannotSeeTheLeaseWritesNothing() {
    away = true;

    assertThat(fence.objection())
        .map(CategorizedError::category)
        .hasValue(ErrorCategory.INFRASTRUCTURE);
  }

  @Test
  void aSlowLookHoldsUpNobodyElse() throws Exception {
    var firstLooks = new CountDownLatch(1);
    var answer = new CountDownLatch(1);
    var looking = new AtomicInteger();
    var shared =
        new Fence.OfLease(
            "us",
            () -> {
              if (looking.getAndIncrement() == 0) {
                firstLooks.countDown();
                await(answer);
              }
              return held;
            },
            () -> NOON,
            () -> 0);
    var slow = CompletableFuture.supplyAsync(shared::objection, Thread::startVirtualThread);
    await(firstLooks);

    var quick = CompletableFuture.supplyAsync(shared::objection, Thread::startVirtualThread);

    assertThat(quick.get(5, TimeUnit.SECONDS)).isEmpty();
    assertThat(slow).isNotDone();
    answer.countDown();
    assertThat(slow.get(5, TimeUnit.SECONDS)).isEmpty();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(5, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void withoutALeaseNothingSpeaksAgainstWriting() {
    assertThat(Fence.open().objection()).isEmpty();
  }
}
