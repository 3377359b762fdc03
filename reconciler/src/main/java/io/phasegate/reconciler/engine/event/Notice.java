package io.phasegate.reconciler.engine.event;

import io.phasegate.reconciler.engine.condition.ConditionMessage;
import io.phasegate.reconciler.engine.condition.Severity;

/**
 * An event about the object of a pass, not yet told. Thousands may wait, so each is short from the
 * start, whatever document its message is about.
 *
 * @param reason one CamelCase word
 * @param message a sentence for people; what is longer than {@value #LONGEST} characters is cut
 */
public record Notice(Severity severity, String reason, String message) {

  /** An event holds no more (spec/engine.md 9.6). */
  static final int LONGEST = 1024;

  public Notice {
    message = ConditionMessage.tidy(message, LONGEST);
  }

  public static Notice normal(String reason, String message) {
    return new Notice(Severity.NORMAL, reason, message);
  }

  public static Notice warning(String reason, String message) {
    return new Notice(Severity.WARNING, reason, message);
  }
}
