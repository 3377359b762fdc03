package io.phasegate.conversion;

/**
 * Whether an answer is still wanted. Whoever works on one asks between two objects, and within one
 * object wherever a loop may be long: clients give up, and work that nobody waits for keeps others
 * from theirs (T10).
 */
@FunctionalInterface
public interface Demand {

  /** For work that is always carried through. */
  Demand LASTING = () -> true;

  /** Whether anybody waits. Cheap enough to be asked of every field. */
  boolean lasts();

  /**
   * Goes on, or does not.
   *
   * @throws Ended when nobody waits any more
   */
  default void check() {
    if (!lasts()) {
      throw new Ended();
    }
  }

  /** Thrown by work that stops because nobody waits for it. No fault, and so without a trace. */
  final class Ended extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private Ended() {
      super("nobody waits for the answer", null, false, false);
    }
  }
}
