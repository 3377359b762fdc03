package io.phasegate.webhook;

/**
 * Shows that this process can do its work before anybody depends on it: one of the conditions of
 * being ready (ruling 14). It warms the code up as well.
 */
@FunctionalInterface
public interface SelfTest {

  /** How it went. */
  sealed interface Result {

    /**
     * All is well.
     *
     * @param sentence what was tried, for instance "12 samples converted there and back"
     */
    record Passed(String sentence) implements Result {}

    /**
     * Something is not. It is tried again, but a fault of the build stays until another is
     * deployed.
     *
     * @param sentence what went wrong
     */
    record Failed(String sentence) implements Result {}
  }

  /**
   * Runs on a thread of its own: at the start, and again while it fails or after a review that
   * broke something. What it throws counts as failed.
   */
  Result run();

  /**
   * Does the same work over and over, until the compiler has seen enough of it or the thread is
   * interrupted. Called once the process is ready: nobody should have to wait for it, and the first
   * callers profit all the same.
   */
  default void warm() {}
}
