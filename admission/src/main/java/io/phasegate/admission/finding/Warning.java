package io.phasegate.admission.finding;

/**
 * Something the author should know although the write is fine. {@code kubectl} prints it.
 *
 * @param text one short sentence; at most 120 characters together with the field reach every client
 *     uncut
 */
public record Warning(FieldPath field, String text) implements Finding {

  @Override
  public String toString() {
    return field + ": " + text;
  }
}
