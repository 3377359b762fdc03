package io.phasegate.testkit.generate;

/**
 * How an object is drawn. All but {@link #HALF_FILLED} obey the schema.
 *
 * <p>The numbers are percentages: how often an optional field is there, how often a value is an odd
 * one, how often a required field is left out, and how often a free-form object gets a key that
 * nobody knows.
 */
public enum Mode {
  /** Every field of the schema. */
  FULL(100, 5, 0, 20),
  /** Few fields, plain values. */
  SPARSE(30, 5, 0, 10),
  /** Few fields, and values that are accepted yet odd. */
  HOSTILE(35, 60, 0, 40),
  /** Parts, fields and list items left out or empty, and keys that the schema does not know. */
  HALF_FILLED(35, 20, 15, 20);

  private final int presence;
  private final int oddity;
  private final int omission;
  private final int strangers;

  Mode(int presence, int oddity, int omission, int strangers) {
    this.presence = presence;
    this.oddity = oddity;
    this.omission = omission;
    this.strangers = strangers;
  }

  int presence() {
    return presence;
  }

  int oddity() {
    return oddity;
  }

  int omission() {
    return omission;
  }

  int strangers() {
    return strangers;
  }

  /** A mode by lot; the full one is dear and so the rarest. */
  static Mode draw(Dice dice) {
    int throwOf20 = dice.below(20);
    return throwOf20 < 2 ? FULL : throwOf20 < 9 ? SPARSE : throwOf20 < 15 ? HOSTILE : HALF_FILLED;
  }
}
