package io.phasegate.conversion.review;

import io.phasegate.conversion.json.JsonBytes;
import java.util.List;

/** Writes the answer to a conversion review, object by object (W1 to W4). */
final class ConversionAnswer {

  /** More objects than these are not told one by one: the message must stay readable. */
  private static final int TOLD_OBJECTS = 20;

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
    room = (int) Math.min(question * 9L / 8 + 512, Integer.MAX_VALUE - 8);
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
  byte[] success() {
    out.raw("],\"result\":{\"status\":\"Success\"}}}");
    return out.toByteArray();
  }

  /**
   * The answer when something could not: one bad object fails them all (W10).
   *
   * @param reasons a sentence each
   */
  static byte[] failure(ReviewFrame frame, List<String> reasons) {
    var out = new JsonBytes(512);
    start(frame, out);
    out.raw("],\"result\":{\"status\":\"Failure\",\"message\":").text(message(reasons)).raw("}}}");
    return out.toByteArray();
  }

  private static void start(ReviewFrame frame, JsonBytes out) {
    // W1: exactly the version that was sent.
    String version = frame.apiVersion().isEmpty() ? ConversionReviews.VERSION : frame.apiVersion();
    out.raw("{\"apiVersion\":").text(version);
    out.raw(",\"kind\":\"ConversionReview\",\"response\":{\"uid\":").text(frame.uid());
    out.raw(",\"convertedObjects\":[");
  }

  private static String message(List<String> reasons) {
    String told = String.join("; ", reasons.subList(0, Math.min(reasons.size(), TOLD_OBJECTS)));
    int untold = reasons.size() - TOLD_OBJECTS;
    return untold > 0 ? told + "; and " + untold + " more" : told;
  }
}
