package io.phasegate.reconciler.adapter;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.phasegate.reconciler.adapter.EventLines.Waiting;
import io.phasegate.reconciler.engine.event.EventCorrelator;
import io.phasegate.reconciler.engine.event.EventCorrelator.Decision;
import io.phasegate.reconciler.engine.event.EventSink;
import io.phasegate.reconciler.engine.event.Notice;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells events to the API server (spec/engine.md 9.6): one after the other on a thread of its own,
 * from lines that drop what does not fit. It neither blocks a pass nor fails one, and says of every
 * event what became of it. While the API server is away it keeps what it has to tell, and what one
 * namespace does not take holds up no other ({@link EventLines}).
 */
final class EventRecorder implements EventSink, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EventRecorder.class);

  /** Two thousand objects that are created at once tell ten thousand events in a few minutes. */
  static final int ROOM = 10_000;

  /** After this an event is no news any more: it is tried once, and not waited for. */
  private static final Duration NEWS = Duration.ofMinutes(5);

  private static final Duration LAST_WORDS = Duration.ofSeconds(3);
  private static final Duration BETWEEN_COMPLAINTS = Duration.ofMinutes(1);

  private final Lock lock = new ReentrantLock();

  /** There is one more to tell, or no other will come. */
  private final Condition changed = lock.newCondition();

  /** Guarded by the lock, like the two below. */
  private final EventLines lines = new EventLines(ROOM);

  private final EventCorrelator correlator = new EventCorrelator();
  private boolean closing;

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
    Instant now = clock.instant();
    ObjectReference reference = reference(about);
    String uid = Objects.requireNonNullElse(reference.getUid(), "");
    lock.lock();
    try {
      Decision decision = correlator.next(uid, notice, now);
      var event = new Waiting(reference, notice, decision, now);
      if (decision instanceof Decision.Drop) {
        listener.accept(EventFate.LIMITED);
      } else if (lines.offer(event)) {
        changed.signal();
      } else {
        lost(EventFate.DROPPED, event, ROOM + " others are waiting");
      }
    } finally {
      lock.unlock();
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
      for (var next = next(); next.isPresent(); next = next()) {
        tell(next.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for the next one; empty at the end. */
  private Optional<Waiting> next() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (true) {
        Instant now = clock.instant();
        Optional<Waiting> next = lines.take(now);
        if (next.isPresent()) {
          return next;
        }
        Optional<Duration> pause = lines.pause(now);
        if (closing && pause.isEmpty()) {
          return Optional.empty();
        }
        long atMost = pause.map(Duration::toNanos).orElse(Long.MAX_VALUE);
        // Woken too early it looks again; nothing hangs on why it woke.
        long _ = changed.awaitNanos(atMost);
      }
    } finally {
      lock.unlock();
    }
  }

  private void tell(Waiting event) {
    var answer = written(event);
    lock.lock();
    try {
      switch (answer) {
        case EventWriter.Answer.Done _ -> answered(event, EventFate.TOLD);
        case EventWriter.Answer.Unwanted _ -> answered(event, EventFate.UNWANTED);
        case EventWriter.Answer.Refused(var why) -> {
          lines.answered(event);
          lost(EventFate.FAILED, event, why);
        }
        case EventWriter.Answer.Away(var why) when isNews(event) -> {
          LOG.debug("events of namespace {} wait: {}", event.about().getNamespace(), why);
          lines.putBack(event, clock.instant());
        }
        case EventWriter.Answer.Away(var why) -> {
          lines.givenUp(event, clock.instant());
          lost(EventFate.FAILED, event, why);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whatever breaks here costs this event, and none that follows. */
  private EventWriter.Answer written(Waiting event) {
    try {
      return writer.write(event.about(), event.decision(), event.at());
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      return new EventWriter.Answer.Refused("writing it broke down with " + e);
    }
  }

  private void answered(Waiting event, EventFate fate) {
    lines.answered(event);
    listener.accept(fate);
  }

  private boolean isNews(Waiting event) {
    return event.at().plus(NEWS).isAfter(clock.instant());
  }

  private void lost(EventFate fate, Waiting event, String why) {
    listener.accept(fate);
    complaints
        .next()
        .ifPresent(count ->
            LOG.warn(
                "events lost: {}; the last one was {} {}/{} {}, because {}",
                count,
                event.about().getKind(),
                event.about().getNamespace(),
                event.about().getName(),
                event.notice().reason(),
                why));
  }

  /** How many events wait to be told. */
  int waiting() {
    lock.lock();
    try {
      return lines.size();
    } finally {
      lock.unlock();
    }
  }

  /** Tells what still waits, for a few seconds; then it stops. */
  @Override
  public void close() {
    lock.lock();
    try {
      closing = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
    try {
      teller.join(LAST_WORDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    teller.interrupt();
    int untold = waiting();
    if (untold > 0) {
      LOG.warn("{} events were not told before the end", untold);
    }
  }
}
