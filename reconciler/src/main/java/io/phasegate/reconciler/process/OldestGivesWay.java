package io.phasegate.reconciler.process;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;

/**
 * Runs each task on a thread of its own, and so many at once at most. Whoever comes beyond these is
 * let in, and the oldest task is interrupted for it: one that waits for a client to go on speaking
 * loses its connection by that, and its thread is free. Clients that are slow, or mean to be, take
 * the places of one another and lock nobody out.
 */
final class OldestGivesWay implements Executor, AutoCloseable {

  /** A place is free within so much, unless the oldest is at work and not just waiting. */
  private static final long PATIENCE_MILLIS = 100;

  private final int most;
  private final ThreadFactory threads;

  /** Who is at work, the oldest first, and whether it was asked to end; guarded by the monitor. */
  private final SequencedMap<Thread, Boolean> busy = new LinkedHashMap<>();

  /**
   * An executor without threads yet.
   *
   * @param most tasks at once; at least 1
   */
  OldestGivesWay(int most, ThreadFactory threads) {
    this.most = most;
    this.threads = threads;
  }

  /** Starts a task; waits while all places are taken by tasks that do not end when asked to. */
  @Override
  public void execute(Runnable task) {
    Thread thread = threads.newThread(() -> run(task));
    takePlace(thread);
    try {
      thread.start();
    } catch (Throwable e) {
      // The system may have no thread left; the place is for the next one.
      leave(thread);
      throw e;
    }
  }

  private void run(Runnable task) {
    try {
      task.run();
    } finally {
      leave(Thread.currentThread());
    }
  }

  private synchronized void takePlace(Thread thread) {
    while (busy.size() >= most) {
      interruptOldest();
      try {
        wait(PATIENCE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new RejectedExecutionException("no place was free", e);
      }
    }
    busy.put(thread, false);
  }

  private void interruptOldest() {
    for (Map.Entry<Thread, Boolean> each : busy.entrySet()) {
      if (!each.getValue()) {
        each.setValue(true);
        each.getKey().interrupt();
        return;
      }
    }
  }

  private synchronized void leave(Thread thread) {
    busy.remove(thread);
    notifyAll();
  }

  /** Asks all tasks to end, and waits for none. */
  @Override
  public synchronized void close() {
    busy.keySet().forEach(Thread::interrupt);
  }
}
