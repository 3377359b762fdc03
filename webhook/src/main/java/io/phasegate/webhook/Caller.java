package io.phasegate.webhook;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Whether somebody still waits for the answer to a review. Work that nobody waits for is not begun,
 * and long work stops at the next occasion (T10). Safe for many threads.
 */
final class Caller {

  /** Whose review the current thread works on; not bound where the work is too short to stop. */
  static final ScopedValue<Caller> CURRENT = ScopedValue.newInstance();

  private enum Stand {
    QUEUES,
    IS_SERVED,
    GONE
  }

  private final AtomicReference<Stand> stand = new AtomicReference<>(Stand.QUEUES);

  /** Thrown by work that stops because its caller is gone. Not a fault, and so without a trace. */
  static final class Left extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Left() {
      super("nobody waits for the answer", null, false, false);
    }
  }

  /** Looks up between two pieces of work. */
  static void checkCurrent() {
    if (CURRENT.isBound() && CURRENT.get().isGone()) {
      throw new Left();
    }
  }

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

  boolean isGone() {
    return stand.get() == Stand.GONE;
  }
}
