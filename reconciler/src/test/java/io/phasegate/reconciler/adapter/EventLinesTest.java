package io.phasegate.reconciler.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.phasegate.reconciler.adapter.EventLines.Waiting;
import io.phasegate.reconciler.engine.event.EventCorrelator.Decision;
import io.phasegate.reconciler.engine.event.Notice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whose turn it is to be told, with a clock and an API server that the test plays. */
class EventLinesTest {

  private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");

  private final EventLines lines = new EventLines(1_000);
  private final List<String> told = new ArrayList<>();
  private Instant now = NOON;
  private int tries;

  private void offer(String namespace, String reason) {
    var about =
        new ObjectReferenceBuilder().withNamespace(namespace).withName("w").withUid("u").build();
    Notice notice = Notice.normal(reason, "it is so");
    now = now.plusMillis(1);
    assertThat(lines.offer(new Waiting(about, notice, new Decision.Create(notice, reason), now)))
        .isTrue();
  }

  /** Tells what may be told in this time, to an API server that takes what is said here. */
  private void goOnFor(Duration time, Predicate<String> takes) {
    Instant end = now.plus(time);
    while (now.isBefore(end)) {
      Optional<Waiting> next = lines.take(now);
      next.ifPresent(event -> tell(event, takes));
      now = now.plus(next.isPresent() ? Duration.ofMillis(10) : untilNext());
    }
  }

  private Duration untilNext() {
    Duration pause = lines.pause(now).orElse(Duration.ofSeconds(1));
    assertThat(pause).as("who has nothing to tell pauses").isPositive();
    return pause;
  }

  private void tell(Waiting event, Predicate<String> takes) {
    tries++;
    if (takes.test(event.about().getNamespace())) {
      told.add(event.about().getNamespace() + " " + event.notice().reason());
      lines.answered(event);
    } else {
      lines.putBack(event, now);
    }
  }

  @Test
  void theOldestIsToldFirstWhereverItIs() {
    offer("team-a", "First");
    offer("team-b", "Second");
    offer("team-a", "Third");

    goOnFor(Duration.ofSeconds(1), _ -> true);

    assertThat(told).containsExactly("team-a First", "team-b Second", "team-a Third");
    assertThat(lines.pause(now)).as("nothing waits").isEmpty();
  }

  @Test
  void whatOneNamespaceDoesNotTakeHoldsUpNoOther() {
    offer("team-a", "Stuck");
    IntStream.range(0, 100).forEach(i -> offer("team-b", "Free" + i));

    goOnFor(Duration.ofSeconds(2), namespace -> namespace.equals("team-b"));

    assertThat(told).hasSize(100).allMatch(each -> each.startsWith("team-b"));
    assertThat(lines.size()).isOne();
  }

  @Test
  void theEventsOfANamespaceKeepTheirOrder() {
    offer("team-a", "Begun");
    offer("team-a", "Ended");
    goOnFor(Duration.ofSeconds(10), _ -> false);

    goOnFor(Duration.ofSeconds(5), _ -> true);

    assertThat(told).containsExactly("team-a Begun", "team-a Ended");
  }

  @Test
  void aNamespaceThatTakesNoneIsAskedEveryFourSeconds() {
    offer("team-a", "Stuck");

    goOnFor(Duration.ofMinutes(1), _ -> false);

    // After 0, 0.25, 0.75, 1.75 and 3.75 s, and then each 4 s.
    assertThat(tries).isBetween(18, 20);
  }

  @Test
  void aServerThatIsAwayIsNotAskedForEachNamespace() {
    IntStream.range(0, 500).forEach(i -> offer("team-" + i, "Waits"));

    goOnFor(Duration.ofMinutes(1), _ -> false);

    assertThat(tries).isBetween(15, 21);
  }

  @Test
  void whenTheServerIsBackAllIsToldAtOnce() {
    IntStream.range(0, 500).forEach(i -> offer("team-" + i % 50, "Event" + i));
    goOnFor(Duration.ofMinutes(1), _ -> false);

    goOnFor(Duration.ofSeconds(10), _ -> true);

    assertThat(told).hasSize(500).doesNotHaveDuplicates();
    for (int i = 0; i < 50; i++) {
      String namespace = "team-" + i;
      assertThat(told.stream().filter(each -> each.startsWith(namespace + " ")))
          .containsExactlyElementsOf(
              IntStream.iterate(i, event -> event < 500, event -> event + 50)
                  .mapToObj(event -> namespace + " Event" + event)
                  .toList());
    }
  }

  @Test
  void manyNamespacesThatTakeNoneHoldUpNoOther() {
    IntStream.range(0, 50).forEach(i -> offer("stuck-" + i, "Waits"));
    goOnFor(Duration.ofSeconds(30), namespace -> namespace.equals("team"));
    IntStream.range(0, 100).forEach(i -> offer("team", "Free" + i));

    goOnFor(Duration.ofSeconds(7), namespace -> namespace.equals("team"));

    assertThat(told).hasSize(100);
  }

  @Test
  void aNamespaceThatStillTakesNoneHoldsUpNoneThatTakesThemAgain() {
    offer("team-a", "Stuck");
    offer("team-b", "Stuck");
    goOnFor(Duration.ofMinutes(1), _ -> false);

    goOnFor(Duration.ofSeconds(10), namespace -> namespace.equals("team-b"));

    assertThat(told).containsExactly("team-b Stuck");
  }

  @Test
  void manyEventsOfOthersDoNotKeepANamespaceFromBeingTriedAgain() {
    offer("team-a", "Late");
    goOnFor(Duration.ofMillis(10), _ -> false);
    IntStream.range(0, 900).forEach(i -> offer("team-b", "Free" + i));

    goOnFor(Duration.ofSeconds(2), _ -> true);

    assertThat(told).contains("team-a Late").hasSizeLessThan(900);
  }

  @Test
  void aClockThatIsSetBackMakesNobodyWait() {
    offer("team-a", "Waits");
    goOnFor(Duration.ofSeconds(10), _ -> false);
    now = now.minus(Duration.ofHours(1));

    goOnFor(Duration.ofMillis(10), _ -> true);

    assertThat(told).containsExactly("team-a Waits");
  }
}
