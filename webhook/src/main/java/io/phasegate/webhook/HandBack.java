package io.phasegate.webhook;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;

/**
 * Hands a task over to an event loop from another thread, also when there is no memory for that
 * just now: were it lost, a request's place and bytes would be taken for ever.
 */
final class HandBack {

  private static final int TRIES = 100;

  private static final Duration PAUSE = Duration.ofMillis(100);

  private HandBack() {}

  /**
   * Hands it over, now or within ten seconds.
   *
   * @param loop throws when it has no memory to take the task
   * @throws OutOfMemoryError when there was none in all that time
   */
  static void to(Executor loop, Runnable task) {
    int failed = 0;
    while (true) {
      try {
        loop.execute(task);
        return;
      } catch (OutOfMemoryError e) {
        failed++;
        if (failed == TRIES) {
          throw e;
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }
}
