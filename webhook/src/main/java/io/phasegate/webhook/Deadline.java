package io.phasegate.webhook;

import io.phasegate.conversion.Demand;

/**
 * Demand up to a point in time: for work on an event loop, which hears of nothing else meanwhile.
 * For one thread.
 */
final class Deadline implements Demand {

  /** The clock is looked at once in so many times; it costs more than most of the work between. */
  private static final int TURNS = 256;

  private final long nanoTime;
  private int asked;

  /**
   * @param nanoTime when it ends, by {@link System#nanoTime}
   */
  Deadline(long nanoTime) {
    this.nanoTime = nanoTime;
  }

  @Override
  public boolean lasts() {
    asked++;
    return asked % TURNS != 0 || System.nanoTime() - nanoTime < 0;
  }
}
