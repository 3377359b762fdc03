package io.phasegate.conversion.json;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;

/**
 * An array for whoever writes numbers and learns only at the end how many there are. They are
 * copied out then, and the array waits for the next one while the core's cache still holds it; new
 * memory would have to be fetched. To be kept for as long as bodies come. Safe for many threads:
 * one that finds the array taken gets another.
 */
public final class Scratch {

  /** Longer arrays are not kept, nor copied without need: few bodies have so many values. */
  private static final int MOST = 1 << 16;

  private static final int[] NOTHING = {};

  private final AtomicReference<int[]> spare = new AtomicReference<>(NOTHING);
  private final boolean waits;

  /** For many bodies. */
  public Scratch() {
    this(true);
  }

  private Scratch(boolean waits) {
    this.waits = waits;
  }

  /** For a single value: no array waits, so none is copied unless most of it would be wasted. */
  static Scratch once() {
    return new Scratch(false);
  }

  /** An array for the caller alone, with whatever is in it. */
  int[] take(int least) {
    int[] waiting = spare.getAndSet(NOTHING);
    return waiting.length < least ? new int[least] : waiting;
  }

  /**
   * What was written, in an array to keep.
   *
   * @param array that was taken, or a longer one instead; not the caller's any more
   */
  int[] written(int[] array, int size) {
    if (!waits || array.length > MOST) {
      return 2 * size < array.length ? Arrays.copyOf(array, size) : array;
    }
    int[] written = Arrays.copyOf(array, size);
    spare.set(array);
    return written;
  }
}
