package io.phasegate.reconciler.engine.event;

import io.phasegate.reconciler.engine.condition.Severity;

/**
 * An event about the object of a pass, not yet told.
 *
 * @param reason one CamelCase word
 * @param message a sentence for people
 */
public record Notice(Severity severity, String reason, String message) {

  public static Notice normal(String reason, String message) {
    return new Notice(Severity.NORMAL, reason, message);
  }

  public static Notice warning(String reason, String message) {
    return new Notice(Severity.WARNING, reason, message);
  }
}
