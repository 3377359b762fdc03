package io.phasegate.admission.finding;

/** Why a field is refused, in the API server's words. */
public enum Reason {
  /** Nothing is there where something must be. */
  REQUIRED("FieldValueRequired", "Required value"),
  /** The value makes no sense, alone or beside others. */
  INVALID("FieldValueInvalid", "Invalid value"),
  /** The value has another JSON type than the schema says. */
  TYPE_INVALID("FieldValueTypeInvalid", "Invalid value"),
  /** The value is none of those that there are. */
  NOT_SUPPORTED("FieldValueNotSupported", "Unsupported value"),
  /** The value may not be there, or may not change, now. */
  FORBIDDEN("FieldValueForbidden", "Forbidden"),
  /** The value is there already, where each may be once. */
  DUPLICATE("FieldValueDuplicate", "Duplicate value"),
  /** The string is too long. */
  TOO_LONG("FieldValueTooLong", "Too long"),
  /** The list or object holds too much. */
  TOO_MANY("FieldValueTooMany", "Too many");

  private final String word;
  private final String title;

  Reason(String word, String title) {
    this.word = word;
    this.title = title;
  }

  /** The word for programs: {@code status.details.causes[].reason}. */
  public String word() {
    return word;
  }

  /** The words that a message begins with. */
  public String title() {
    return title;
  }
}
