package io.phasegate.reconciler.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.phasegate.reconciler.adapter.EventWriter.Answer;
import io.phasegate.reconciler.engine.event.EventCorrelator.Decision;
import io.phasegate.reconciler.engine.event.Notice;
import io.phasegate.reconciler.widget.Widget;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** No event is lost without being counted. */
class EventRecorderTest {

  /** By how much the recorder's clock is ahead. */
  private final AtomicReference<Duration> later = new AtomicReference<>(Duration.ZERO);

  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
  private final Set<String> away = ConcurrentHashMap.newKeySet();
  private final List<String> written = new CopyOnWriteArrayList<>();
  private final List<EventFate> fates = new CopyOnWriteArrayList<>();
  private final CountDownLatch open = new CountDownLatch(1);
  private final EventRecorder recorder =
      new EventRecorder(
          (about, decision, _) -> {
            awaitOpen();
            written.add(about.getName() + " " + reason(decision));
            if (about.getName().equals("poisonous")) {
              throw new StackOverflowError("as a test");
            }
            if (away.contains(about.getNamespace())) {
              return new Answer.Away("no way");
            }
            Answer answer = answers.poll();
            return answer == null ? new Answer.Done() : answer;
          },
          () -> Instant.now().plus(later.get()),
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
    emit("team-a", object, reason);
  }

  private void emit(String namespace, String object, String reason) {
    var widget = new Widget();
    widget.setMetadata(
        new ObjectMetaBuilder()
            .withName(object)
            .withNamespace(namespace)
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
  void whatOneNamespaceDoesNotTakeHoldsUpNoOther() {
    away.add("team-a");
    emit("team-a", "w", "Stuck");
    emit("team-b", "v", "Free");
    open.countDown();
    await().untilAsserted(() -> assertThat(fates).containsExactly(EventFate.TOLD));
    assertThat(written).endsWith("v Free");

    away.clear();

    await().untilAsserted(() -> assertThat(fates).hasSize(2).containsOnly(EventFate.TOLD));
    assertThat(written).endsWith("w Stuck");
  }

  @Test
  void anEventThatBreaksTheWriterIsLostAndNoOther() {
    emit("poisonous", "Begun");
    emit("w", "Begun");

    open.countDown();

    await()
        .untilAsserted(() -> assertThat(fates).containsExactly(EventFate.FAILED, EventFate.TOLD));
  }

  @Test
  void anEventThatIsTriedAgainIsNotCountedAgain() {
    answers.add(new Answer.Away("connection refused"));
    emit("w", "Again");
    emit("w", "Again");

    open.countDown();

    await().untilAsserted(() -> assertThat(fates).hasSize(2));
    assertThat(written).containsExactly("w Again", "w Again", "w Again x2");
  }

  @Test
  void itStopsInTimeWhileTheApiServerIsAway() {
    away.add("team-a");
    emit("w", "Untold");
    open.countDown();
    await().until(() -> !written.isEmpty());

    assertTimeout(Duration.ofSeconds(10), recorder::close);

    assertThat(fates).isEmpty();
    assertThat(recorder.waiting()).isOne();
  }

  @Test
  void whatIsNoNewsAnyMoreIsTriedOnceAndCountedAsFailed() {
    answers.add(new Answer.Away("connection refused"));
    emit("w", "Old");
    later.set(Duration.ofMinutes(6));

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
