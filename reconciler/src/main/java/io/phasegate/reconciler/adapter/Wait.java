package io.phasegate.reconciler.adapter;

/** Whether a kind may work, and what it waits for if not. */
public sealed interface Wait {

  /** It may. */
  record Over() implements Wait {}

  /**
   * It may not.
   *
   * @param sentence for the person who can change that
   */
  record For(String sentence) implements Wait {}
}
