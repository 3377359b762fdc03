package io.phasegate.reconciler.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.phasegate.reconciler.adapter.EventWriter.Answer;
import io.phasegate.reconciler.engine.event.EventCorrelator.Decision;
import io.phasegate.reconciler.engine.event.Notice;
import io.phasegate.reconciler.widget.Widget;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** No event is lost without being counted. */
class EventRecorderTest {

  private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");

  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
  private final List<String> written = new CopyOnWriteArrayList<>();
  private final List<EventFate> fates = new CopyOnWriteArrayList<>();
  private final CountDownLatch open = new CountDownLatch(1);
  private final EventRecorder recorder =
      new EventRecorder(
          (about, decision, _) -> {
            awaitOpen();
            written.add(about.getName() + " " + reason(decision));
            Answer answer = answers.poll();
            return answer == null ? new Answer.Done() : answer;
          },
          now::get,
          fates::add);

  @AfterEach
  void close() {
    open.countDown();
    recorder.close();
  }

  private void awaitOpen() {
    try {
      open.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String reason(Decision decision) {
    return switch (decision) {
      case Decision.Create(var notice, _) -> notice.reason();
      case Decision.Count(var notice, _, var count, _) -> notice.reason() + " x" + count;
      case Decision.Drop _ -> "dropped";
    };
  }

  private void emit(String object, String reason) {
    var widget = new Widget();
    widget.setMetadata(
        new ObjectMetaBuilder()
            .withName(object)
            .withNamespace("team-a")
            .withUid("uid-" + object)
            .build());
    recorder.emit(widget, Notice.normal(reason, "it is so"));
  }

  @Test
  void whileTheApiServerIsAwayEventsAreKeptAndToldInTheirOrder() {
    answers.add(new Answer.Away("connection refused"));
    answers.add(new Answer.Away("connection refused"));
    emit("w", "Begun");
    emit("w", "Ended");

    open.countDown();

    await().untilAsserted(() -> assertThat(fates).hasSize(2));
    assertThat(fates).containsOnly(EventFate.TOLD);
    assertThat(written).containsExactly("w Begun", "w Begun", "w Begun", "w Ended");
  }

  @Test
  void whatIsNoNewsAnyMoreIsTriedOnceAndCountedAsFailed() {
    answers.add(new Answer.Away("connection refused"));
    emit("w", "Old");
    now.set(NOON.plus(Duration.ofMinutes(6)));

    open.countDown();

    await().untilAsserted(() -> assertThat(fates).containsExactly(EventFate.FAILED));
    assertThat(written).containsExactly("w Old");
  }

  @Test
  void aRefusedEventHoldsNoOtherUp() {
    answers.add(new Answer.Refused("a policy says no"));
    emit("w", "Refused");
    emit("v", "Told");

    open.countDown();

    await()
        .untilAsserted(() -> assertThat(fates).containsExactly(EventFate.FAILED, EventFate.TOLD));
  }

  @Test
  void anEventOfANamespaceThatGoesIsNoFailure() {
    answers.add(new Answer.Unwanted());
    emit("w", "Late");

    open.countDown();

    await().untilAsserted(() -> assertThat(fates).containsExactly(EventFate.UNWANTED));
  }

  @Test
  void whatDoesNotFitIsDroppedAndCounted() {
    // One is with the writer, who does not answer, and the queue is full behind it.
    emit("w", "First");
    await().until(() -> recorder.waiting() == 0);
    IntStream.range(0, EventRecorder.ROOM).forEach(i -> emit("w" + i, "Waits"));

    emit("w", "TooMuch");

    assertThat(fates).containsExactly(EventFate.DROPPED);
    assertThat(recorder.waiting()).isEqualTo(EventRecorder.ROOM);
  }

  @Test
  void whatWaitsAtTheEndIsStillTold() {
    open.countDown();
    IntStream.range(0, 100).forEach(i -> emit("w" + i, "Last"));

    recorder.close();

    assertThat(fates).hasSize(100).containsOnly(EventFate.TOLD);
  }
}
