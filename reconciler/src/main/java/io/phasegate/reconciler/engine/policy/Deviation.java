package io.phasegate.reconciler.engine.policy;

/**
 * One deliberate difference to the upstream engine. The ids D-1 to D-24 are those of spec/engine.md
 * 9.7; are rulings of design.md.
 */
public enum Deviation {
  EXHAUSTION_STOPS_APPLY(
      "D-1", "A cluster that has no room left does not get better by asking it for more."),
  UNKNOWN_IS_INFRASTRUCTURE(
      "D-2", "An error that nobody foresaw is most often the network's, and a retry costs little."),
  TRANSITIONS_AGAINST_STORED(
      "D-3",
      "A condition that ends a pass as it began has not changed, whatever happened in between."),
  PRUNE_UNREPORTED(
      "D-4", "A component that no longer exists must not hold its object back for ever."),
  NAMED_COMPONENTS_ONLY(
      "D-5", "A blank or doubled component name would write over another's condition."),
  REASON_TELLS_STATE(
      "D-6", "A component that is not ready must not give Ready as the reason for it."),
  GRACE_LEAVES_CONDITIONS_ALONE(
      "D-7", "A short outage says nothing about a component, so its condition stays as it was."),
  ROOT_IS_THE_WORST(
      "D-8", "An outage on top of a failure is no improvement, so the word stays Failed."),
  READY_QUOTES_THE_WORST(
      "D-9", "Who reads one message should read about the component that is worst off."),
  WRITE_ERRORS_ARE_CLASSIFIED(
      "D-10", "A write that was refused for good is not cured by trying it again at once."),
  APPLY_OWNS_ITS_FIELDS(
      "D-11", "What we own we apply with force, else one foreign field stops us for ever."),
  DELETE_EXACTLY_THIS(
      "D-12",
      "A delete names the uid it saw and takes pods along, so nothing else is hit or left."),
  CONFLICT_KEEPS_THE_RETRY(
      "D-13", "Who lost a race over the status must run again, or the work is left lying."),
  EVENTS_AFTER_STATUS(
      "D-14", "An event about a status that was never stored would be told again, or be a lie."),
  OBSERVED_GENERATION("D-15", "A reader must be able to tell which spec a status speaks about."),
  DELETION_ENDS_PLANNING(
      "D-16", "An object that is going away must not bring its children back to life."),
  SLOW_RECHECK(
      "D-17", "A parked object whose cause is not watched would otherwise wait for a restart."),
  NO_COMPONENTS_IS_NOT_READY("D-18", "Nobody having said anything is not the same as all is well."),
  EXPLICIT_VALUES_OVERRIDE(
      "D-19", "Who writes false or 0 in a namespace means it, also over the cluster's true."),
  MESSAGES_ARE_TIDY(
      "D-20", "Log excerpts can be megabytes long and hold secrets; a status must not."),
  PODS_ARE_READ_CLOSELY(
      "D-21", "The container that failed explains a pod, not the first one that ended."),
  WORDS_ARE_CHECKED_AT_START(
      "D-22", "A status word that the schema forbids is found at start-up, not on the bad day."),
  PODS_EXPLAIN_THEIR_JOB(
      "D-23", "A failed Job is a symptom; where its pods are looked at too, their cause decides."),
  RUNNING_IS_READY("D-24", "A component that runs is ready; it is only another word for it."),
  STATUS_AFTER_APPLY("R-36", "A status must not claim what the writes of this pass did not do."),
  READY_BEFORE_DECORATOR("R-38", "A decorator adds to the engine's verdict and does not sway it."),
  BLOCKING_IN_EVERY_MODE(
      "R-38b", "Rights and specs that are wrong stop writes whoever words the status.");

  private final String id;
  private final String why;

  Deviation(String id, String why) {
    this.id = id;
    this.why = why;
  }

  /** The id in the specification or in the rulings. */
  public String id() {
    return id;
  }

  /** One sentence that argues for it. */
  public String why() {
    return why;
  }
}
