package io.phasegate.conversion.review;

import io.phasegate.conversion.json.JsonBytes;

/** Writes the answer to a conversion review, object by object (W1 to W4). */
final class ConversionAnswer {

  private final int room;
  private JsonBytes out = new JsonBytes(0);
  private boolean first = true;

  /**
   * Begins with nothing.
   *
   * @param question how long the review is, in bytes; the answer is mostly a little longer, by what
   *     moves into annotations
   */
  ConversionAnswer(int question) {
    room = (int) Math.min(question * 9L / 8 + 512, Integer.MAX_VALUE);
  }

  /** Writes what stands before the objects, the first time. */
  void start(ReviewFrame frame) {
    if (out.size() == 0) {
      out = new JsonBytes(room);
      start(frame, out);
    }
  }

  /** Where the next object goes. */
  JsonBytes object() {
    if (!first) {
      out.raw(",");
    }
    first = false;
    return out;
  }

  /** The whole answer, when all objects could be converted. */
  JsonBytes success() {
    return out.raw("],\"result\":{\"status\":\"Success\"}}}");
  }

  /**
   * The answer when something could not: one bad object fails them all (W10).
   *
   * @param message why
   */
  static JsonBytes failure(ReviewFrame frame, String message) {
    var out = new JsonBytes(512);
    start(frame, out);
    out.raw("],\"result\":{\"status\":\"Failure\",\"message\":");
    return out.text(message).raw("}}}");
  }

  private static void start(ReviewFrame frame, JsonBytes out) {
    // W1: exactly the version that was sent.
    String version = frame.apiVersion().isEmpty() ? ConversionReviews.VERSION : frame.apiVersion();
    out.raw("{\"apiVersion\":").text(version);
    out.raw(",\"kind\":\"ConversionReview\",\"response\":{\"uid\":").text(frame.uid());
    out.raw(",\"convertedObjects\":[");
  }
}
