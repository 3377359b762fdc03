package io.phasegate.admission.rule;

/**
 * A rule as people read it: a row of docs/admission.md.
 *
 * @param id as in the specification, for instance {@code B9}
 * @param field the field that a finding names
 * @param when the condition, going on from "when"
 * @param answer what comes of it: the title of a refusal, or {@link #WARNING}
 * @param message what is said, with the parts that differ in braces
 */
public record RuleText(String id, String field, String when, String answer, String message) {

  /** The answer that lets the write through. */
  public static final String WARNING = "Warning";
}
