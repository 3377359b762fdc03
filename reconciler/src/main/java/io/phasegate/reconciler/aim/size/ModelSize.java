package io.phasegate.reconciler.aim.size;

import io.phasegate.reconciler.engine.error.CategorizedError;

/** What is known of a model's size. */
public sealed interface ModelSize {

  /**
   * It is known.
   *
   * @param bytes above zero
   * @param discovered whether it was read just now from what the check-size Job has printed
   */
  record Known(long bytes, boolean discovered) implements ModelSize {}

  /** A Job has to find out, or is at it. */
  record Unknown() implements ModelSize {}

  /** The Job has found out, but its log cannot be read at the moment (B-38). */
  record Unread(String why) implements ModelSize {}

  /** The Job has found out, but we may not read its log; nobody but an administrator helps. */
  record Unreadable(CategorizedError error) implements ModelSize {}

  /** What the Job has printed is no size. */
  record BadOutput(CategorizedError error) implements ModelSize {}

  /** What the user has written is no size; admission keeps this out. */
  record BadSpec(CategorizedError error) implements ModelSize {}
}
