package io.phasegate.admission.rule;

/** What is being done to an object. Nothing else is ever judged: deleting is always allowed. */
public enum Operation {
  CREATE,
  UPDATE
}
