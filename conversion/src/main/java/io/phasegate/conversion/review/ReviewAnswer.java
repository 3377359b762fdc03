package io.phasegate.conversion.review;

import io.phasegate.conversion.json.JsonBytes;

/** What to answer to a POST that should carry a review, conversion or admission alike. */
public sealed interface ReviewAnswer {

  /**
   * A review to answer with: HTTP 200, {@code application/json}, also when it says no. Only then do
   * people see the reason (T8).
   *
   * @param json the review
   * @param outcome in a word for metrics and logs
   */
  record Review(JsonBytes json, Outcome outcome) implements ReviewAnswer {

    /** A review that is one array of UTF-8. */
    public Review(byte[] utf8, Outcome outcome) {
      this(JsonBytes.of(utf8), outcome);
    }
  }

  /**
   * The body is no review that could be answered, since not even its uid can be read: HTTP 400,
   * {@code text/plain}.
   *
   * @param reason one sentence without any of the body
   */
  record NotAReview(String reason) implements ReviewAnswer {}

  /** How a review ended. */
  enum Outcome {
    /** Converted, or allowed. */
    SUCCESS,
    /** Not converted, or not allowed, for a reason that the answer tells. */
    REFUSED,
    /** Our own fault; the answer says so without internals. */
    ERROR
  }
}
