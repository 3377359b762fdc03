package io.phasegate.webhook;

import java.time.Duration;

/**
 * How much this process takes on at once.
 *
 * @param admissionBody largest body of {@code /mutate} and {@code /validate}, bytes
 * @param conversionBody largest body of {@code /convert}, bytes
 * @param head largest request line and headers together, bytes
 * @param offLoopAbove bodies larger than this, bytes, are worked on by a virtual thread
 * @param inFlight requests whose body waits for a virtual thread or is worked on by one; one more
 *     is told to come back. What the event loop answers by itself never waits, and takes no place
 * @param inFlightBytes bodies held at once over all requests, bytes; what does not fit is told to
 *     come back
 * @param queueTime how long a body may wait for its turn before its client is told to come back
 */
public record Limits(
    int admissionBody,
    int conversionBody,
    int head,
    int offLoopAbove,
    int inFlight,
    long inFlightBytes,
    Duration queueTime) {

  private static final int MIB = 1024 * 1024;

  /**
   * What a body costs at its dearest, in bodies: collected while it grows, converted into an answer
   * that may be half as large again, and that answer copied once.
   */
  private static final int BODIES_A_BODY_COSTS = 6;

  private static final int OPEN_FOR_EACH_AT_WORK = 16;

  /** Checks that something can get through. */
  public Limits {
    if (admissionBody < 1
        || conversionBody < 1
        || head < 1
        || inFlight < 1
        || inFlightBytes < 1
        || offLoopAbove < 0
        || !queueTime.isPositive()) {
      throw new IllegalArgumentException("with these limits no request could be answered");
    }
  }

  /**
   * Admission: two objects of 3 MiB and the envelope (A19). Conversion: 1 500 objects of 50 kB and
   * room to spare. 64 KiB: that much JSON takes about half a millisecond, which other connections
   * of the same event loop do not feel; below it, a change of threads would cost more than it
   * spares. Bytes in flight: what this JVM's heap can carry.
   */
  public static Limits defaults() {
    return forHeap(Runtime.getRuntime().maxMemory());
  }

  /**
   * The defaults for a heap.
   *
   * @param bytes its largest size
   */
  static Limits forHeap(long bytes) {
    return new Limits(
        7 * MIB,
        96 * MIB,
        16 * 1024,
        64 * 1024,
        256,
        Math.max(MIB, bytes / BODIES_A_BODY_COSTS),
        Duration.ofSeconds(5));
  }

  /**
   * How many requests may be open from their head to the end of their answer. Many more than are
   * worked on: who only announces a body, or takes its answer slowly, keeps nobody from work, and
   * what this bounds is the memory for their heads.
   */
  int open() {
    return Math.clamp((long) inFlight * OPEN_FOR_EACH_AT_WORK, 1, Integer.MAX_VALUE);
  }

  /** The heap that the largest conversion needs, bytes. */
  long heapForTheLargest() {
    return (long) conversionBody * BODIES_A_BODY_COSTS;
  }

  /** A body limit as it holds here: what never fits beside nothing else is too large for good. */
  int fitting(int bodyLimit) {
    return (int) Math.min(bodyLimit, inFlightBytes);
  }

  /** The same with other body limits, bytes. */
  public Limits withBodies(int admission, int conversion) {
    return new Limits(
        admission, conversion, head, offLoopAbove, inFlight, inFlightBytes, queueTime);
  }

  /** The same with another largest head, bytes. */
  public Limits withHead(int bytes) {
    return new Limits(
        admissionBody, conversionBody, bytes, offLoopAbove, inFlight, inFlightBytes, queueTime);
  }

  /** The same with another border between event loop and virtual thread, bytes. */
  public Limits withOffLoopAbove(int bytes) {
    return new Limits(
        admissionBody, conversionBody, head, bytes, inFlight, inFlightBytes, queueTime);
  }

  /** The same with another number of requests, and of bytes of their bodies. */
  public Limits withInFlight(int requests, long bytes) {
    return new Limits(
        admissionBody, conversionBody, head, offLoopAbove, requests, bytes, queueTime);
  }

  /** The same with another queue time. */
  public Limits withQueueTime(Duration time) {
    return new Limits(
        admissionBody, conversionBody, head, offLoopAbove, inFlight, inFlightBytes, time);
  }
}
