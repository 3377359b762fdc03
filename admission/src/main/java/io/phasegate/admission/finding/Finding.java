package io.phasegate.admission.finding;

/** Something that a check found about one field. */
public sealed interface Finding permits Violation, Warning {

  /** The field, in the version that was checked. */
  FieldPath field();
}
