package io.phasegate.reconciler.adapter;

/** Whether a kind may work, and what it waits for if not. */
public sealed interface Wait {

  /** It may. */
  record Over() implements Wait {}

  /**
   * It may not, and its objects are left lying.
   *
   * @param sentence for the person who can change that
   */
  record For(String sentence) implements Wait {}

  /**
   * The cluster does not have the kind, so that there are no objects that could miss us (ruling
   * 41). Installed later, it is looked after as well.
   *
   * @param sentence for the person who wants it
   */
  record NotInstalled(String sentence) implements Wait {}
}
