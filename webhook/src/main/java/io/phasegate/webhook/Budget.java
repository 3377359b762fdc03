package io.phasegate.webhook;

import java.util.concurrent.atomic.AtomicLong;

/** How many bytes of bodies may be held at once, over all requests. Safe for many threads. */
final class Budget {

  private final long limit;
  private final AtomicLong taken = new AtomicLong();

  Budget(long limit) {
    this.limit = limit;
  }

  /** Takes some, all or nothing. */
  boolean take(long bytes) {
    if (taken.addAndGet(bytes) > limit) {
      taken.addAndGet(-bytes);
      return false;
    }
    return true;
  }

  /** Whether that much could be had just now. */
  boolean hasRoomFor(long bytes) {
    return taken.get() + bytes <= limit;
  }

  void giveBack(long bytes) {
    taken.addAndGet(-bytes);
  }

  long taken() {
    return taken.get();
  }
}
