package io.phasegate.webhook;

import io.phasegate.conversion.Demand;
import io.phasegate.conversion.review.ReviewAnswer;
import io.phasegate.conversion.review.ReviewAnswer.Outcome;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where reviews are worked on.
 *
 * <p>A small body is answered by the event loop that read it. That takes less time than waking
 * another thread, and its core's caches hold the body already. A large body would hold up every
 * other connection of the loop, so a virtual thread takes it. As many as there are cores are at
 * work, first come, first served; {@link Limits} bounds how many wait, how much and how long.
 */
final class Workshop {

  private static final Logger log = LoggerFactory.getLogger(Workshop.class);

  private final int offLoopAbove;
  private final Duration queueTime;
  private final Semaphore places;
  private final Executor threads;
  private final QuietLog quietLog;
  private final AtomicBoolean faulty = new AtomicBoolean();
  private final Semaphore benches =
      new Semaphore(Runtime.getRuntime().availableProcessors(), /* fair= */ true);

  /**
   * @param threads has each large body worked on by a thread of its own, which may wait for long
   */
  Workshop(Limits limits, Executor threads, QuietLog quietLog) {
    this.threads = threads;
    this.offLoopAbove = limits.offLoopAbove();
    this.queueTime = limits.queueTime();
    this.places = new Semaphore(limits.inFlight());
    this.quietLog = quietLog;
  }

  /** Whether anything broke since somebody asked last. */
  boolean wasFaulty() {
    return faulty.getAndSet(false);
  }

  /** How many bodies wait for their turn, about. */
  int queued() {
    return benches.getQueueLength();
  }

  /**
   * Has a body answered, now or a little later. To be called on the exchange's event loop.
   *
   * @param trace of the request, for log lines
   */
  void answer(Desk desk, Exchange exchange, Endpoint endpoint, byte[] body, Trace trace) {
    if (body.length <= offLoopAbove) {
      exchange.answer(trace.during(() -> attempt(endpoint, body, exchange.deadline())));
      return;
    }
    if (!places.tryAcquire()) {
      exchange.refuse(Refusal.OVERLOADED);
      return;
    }
    Caller caller = exchange.queue(queueTime, places::release);
    var end = new End(exchange);
    try {
      threads.execute(() -> {
        try {
          end.work = trace.during(() -> inTurn(caller, endpoint, body));
        } finally {
          HandBack.to(task -> desk.loop().runOnContext(_ -> task.run()), end);
        }
      });
    } catch (Throwable e) {
      // The system may have no thread left to carry it, and have it queued all the same. Whoever
      // leaves the queue first sees to the rest.
      quietLog.tell(
          "no thread",
          more -> log.error("there is no thread for a body: {}{}", Breakdown.describe(e), more));
      if (caller.leaveQueue()) {
        exchange.workEnded();
        exchange.refuse(Refusal.OVERLOADED);
      }
    }
  }

  /** Tells an exchange of the end of its work. Made before the work, which may need all memory. */
  private static final class End implements Runnable {

    private final Exchange exchange;
    private volatile Work work = new Work.Broken();

    End(Exchange exchange) {
      this.exchange = exchange;
    }

    @Override
    public void run() {
      exchange.workEnded();
      exchange.answer(work);
    }
  }

  private Work inTurn(Caller caller, Endpoint endpoint, byte[] body) {
    benches.acquireUninterruptibly();
    try {
      if (!caller.begin()) {
        return new Work.Abandoned();
      }
      Work work = attempt(endpoint, body, caller);
      return caller.lasts() ? work : new Work.Abandoned();
    } finally {
      benches.release();
    }
  }

  /**
   * The last resort. The modules behind an endpoint answer for their own mistakes with a failed
   * review; what still comes through is out of memory, a stack that a hostile body overflowed, or a
   * bug, and none of them may end the process or the next request.
   */
  private Work attempt(Endpoint endpoint, byte[] body, Demand demand) {
    try {
      ReviewAnswer answer = endpoint.answer(body, demand);
      if (answer instanceof ReviewAnswer.Review(_, var outcome) && outcome == Outcome.ERROR) {
        faulty.set(true);
      }
      return new Work.Done(answer);
    } catch (Demand.Ended e) {
      return new Work.Abandoned();
    } catch (Throwable e) {
      faulty.set(true);
      quietLog.tell(
          "broke down",
          more ->
              log.error(
                  "/{} broke down over {} bytes: {}{}",
                  endpoint.name(),
                  body.length,
                  Breakdown.describe(e),
                  more));
      return failedReview(endpoint, body);
    }
  }

  /** The broken attempt has let go of its memory and its stack, so this has room to succeed. */
  private static Work failedReview(Endpoint endpoint, byte[] body) {
    try {
      Optional<ReviewIdentity> identity = ReviewIdentity.of(body);
      return identity.isEmpty()
          ? new Work.Broken()
          : new Work.Done(new ReviewAnswer.Review(endpoint.failure(identity.get()), Outcome.ERROR));
    } catch (Throwable e) {
      return new Work.Broken();
    }
  }
}
