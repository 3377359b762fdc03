package io.phasegate.reconciler.engine.condition;

/**
 * How loudly a condition is announced: spec/engine.md 5.4. Start from one of the four and change
 * what differs; the last word counts.
 *
 * @param debug whether logs are for those who look closely only
 * @param eventReason instead of the condition's; empty for the condition's own
 * @param eventMessage instead of the condition's; empty for the condition's own
 * @param logMessage instead of the condition's; empty for the condition's own
 */
public record Observability(
    Emission events,
    Emission logs,
    Severity severity,
    boolean debug,
    String eventReason,
    String eventMessage,
    String logMessage) {

  /** Says nothing. */
  public static final Observability SILENT = plain(Emission.NEVER, Severity.NORMAL);

  /** A Normal event and a line in the log when the condition changes. The default. */
  public static final Observability AS_INFO = plain(Emission.ON_TRANSITION, Severity.NORMAL);

  /** A Warning event and an error in the log when the condition changes. */
  public static final Observability AS_WARNING = plain(Emission.ON_TRANSITION, Severity.WARNING);

  /** A Warning event and an error in the log in each pass, as long as it lasts. */
  public static final Observability AS_ERROR = plain(Emission.EVERY_PASS, Severity.WARNING);

  private static Observability plain(Emission emission, Severity severity) {
    return new Observability(emission, emission, severity, false, "", "", "");
  }

  /** Says in each pass what it would have said on a change. */
  public Observability recurring() {
    return new Observability(
        repeated(events), repeated(logs), severity, debug, eventReason, eventMessage, logMessage);
  }

  /** Events like this, logs as before. */
  public Observability withEvents(Emission emission, Severity eventSeverity) {
    return new Observability(
        emission, logs, eventSeverity, debug, eventReason, eventMessage, logMessage);
  }

  /** Logs like this, events as before. */
  public Observability withLogs(Emission emission) {
    return new Observability(
        events, emission, severity, debug, eventReason, eventMessage, logMessage);
  }

  /** Logs for those who look closely only. */
  public Observability debugging() {
    return new Observability(events, logs, severity, true, eventReason, eventMessage, logMessage);
  }

  /** The event has words of its own; an empty one leaves the condition's. */
  public Observability tellingAs(String reason, String message) {
    return new Observability(events, logs, severity, debug, reason, message, logMessage);
  }

  /** The log line has words of its own. */
  public Observability loggingAs(String message) {
    return new Observability(events, logs, severity, debug, eventReason, eventMessage, message);
  }

  private static Emission repeated(Emission emission) {
    return emission == Emission.ON_TRANSITION ? Emission.EVERY_PASS : emission;
  }
}
