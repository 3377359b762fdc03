package io.phasegate.reconciler.adapter;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.phasegate.reconciler.engine.event.EventCorrelator;
import io.phasegate.reconciler.engine.event.EventCorrelator.Decision;
import io.phasegate.reconciler.engine.event.EventSink;
import io.phasegate.reconciler.engine.event.Notice;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells events to the API server (spec/engine.md 9.6): one after the other on a thread of its own,
 * from a queue that drops what does not fit. It neither blocks a pass nor fails one, and hears of
 * every event what became of it. While the API server is away it keeps what it has to tell.
 */
final class EventRecorder implements EventSink, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EventRecorder.class);

  /** Two thousand objects that are created at once tell ten thousand events in a few minutes. */
  static final int ROOM = 10_000;

  /** After this an event is no news any more: it is tried once, and not waited for. */
  private static final Duration NEWS = Duration.ofMinutes(5);

  private static final Duration SHORTEST_WAIT = Duration.ofMillis(250);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(4);
  private static final Duration LAST_WORDS = Duration.ofSeconds(3);
  private static final Duration BETWEEN_COMPLAINTS = Duration.ofMinutes(1);

  private record Told(ObjectReference about, Notice notice, Instant at) {}

  /** What waits; an empty place is the end. */
  private final BlockingQueue<Optional<Told>> queue = new ArrayBlockingQueue<>(ROOM);

  private final EventCorrelator correlator = new EventCorrelator();
  private final EventWriter writer;
  private final InstantSource clock;
  private final Consumer<EventFate> listener;
  private final Complaints complaints;
  private final Thread teller;

  /**
   * A recorder that has begun to work.
   *
   * @param writer sends them
   * @param listener hears what became of each event; it must be quick
   */
  EventRecorder(EventWriter writer, InstantSource clock, Consumer<EventFate> listener) {
    this.writer = writer;
    this.clock = clock;
    this.listener = listener;
    this.complaints = new Complaints(clock, BETWEEN_COMPLAINTS);
    this.teller = Thread.ofVirtual().name("events").start(this::work);
  }

  @Override
  public void emit(HasMetadata about, Notice notice) {
    var told = new Told(reference(about), notice, clock.instant());
    if (!queue.offer(Optional.of(told))) {
      lost(EventFate.DROPPED, told, ROOM + " others are waiting");
    }
  }

  private static ObjectReference reference(HasMetadata about) {
    return new ObjectReferenceBuilder()
        .withApiVersion(about.getApiVersion())
        .withKind(about.getKind())
        .withNamespace(about.getMetadata().getNamespace())
        .withName(about.getMetadata().getName())
        .withUid(about.getMetadata().getUid())
        .build();
  }

  private void work() {
    try {
      for (var next = queue.take(); next.isPresent(); next = queue.take()) {
        tell(next.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell(Told told) throws InterruptedException {
    String uid = Objects.requireNonNullElse(told.about().getUid(), "");
    Decision decision = correlator.next(uid, told.notice(), told.at());
    if (decision instanceof Decision.Drop) {
      listener.accept(EventFate.LIMITED);
      return;
    }
    for (Duration wait = SHORTEST_WAIT; ; wait = longer(wait)) {
      switch (writer.write(told.about(), decision, told.at())) {
        case EventWriter.Answer.Done _ -> {
          listener.accept(EventFate.TOLD);
          return;
        }
        case EventWriter.Answer.Unwanted _ -> {
          listener.accept(EventFate.UNWANTED);
          return;
        }
        case EventWriter.Answer.Away(var why) when isNews(told) -> {
          LOG.debug("events wait for the API server: {}", why);
          Thread.sleep(wait);
        }
        case EventWriter.Answer.Away(var why) -> {
          lost(EventFate.FAILED, told, why);
          return;
        }
        case EventWriter.Answer.Refused(var why) -> {
          lost(EventFate.FAILED, told, why);
          return;
        }
      }
    }
  }

  private boolean isNews(Told told) {
    return told.at().plus(NEWS).isAfter(clock.instant());
  }

  private static Duration longer(Duration wait) {
    Duration twice = wait.multipliedBy(2);
    return twice.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : twice;
  }

  private void lost(EventFate fate, Told told, String why) {
    listener.accept(fate);
    complaints
        .next()
        .ifPresent(count ->
            LOG.warn(
                "events lost: {}; the last one was {} {}/{} {}, because {}",
                count,
                told.about().getKind(),
                told.about().getNamespace(),
                told.about().getName(),
                told.notice().reason(),
                why));
  }

  /** How many events wait to be told. */
  int waiting() {
    return queue.size();
  }

  /** Tells what still waits, for a few seconds; then it stops. */
  @Override
  public void close() {
    try {
      if (queue.offer(Optional.empty(), LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS)) {
        teller.join(LAST_WORDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    teller.interrupt();
  }
}
