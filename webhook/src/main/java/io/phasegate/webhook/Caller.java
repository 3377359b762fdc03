package io.phasegate.webhook;

import io.phasegate.conversion.Demand;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Whether somebody still waits for the answer to a review that is worked on off the event loop.
 * Work that nobody waits for is not begun, and long work stops at the next occasion (T10). Safe for
 * many threads.
 */
final class Caller implements Demand {

  private enum Stand {
    QUEUES,
    IS_SERVED,
    GONE
  }

  private final AtomicReference<Stand> stand = new AtomicReference<>(Stand.QUEUES);

  /** The work's turn has come; false when nobody waits any more. */
  boolean begin() {
    return stand.compareAndSet(Stand.QUEUES, Stand.IS_SERVED);
  }

  /** Gives up unless the work has begun; false when it has. */
  boolean leaveQueue() {
    return stand.compareAndSet(Stand.QUEUES, Stand.GONE);
  }

  /** Gives up, also in the middle of work. */
  void leave() {
    stand.set(Stand.GONE);
  }

  @Override
  public boolean lasts() {
    return stand.get() != Stand.GONE;
  }
}
