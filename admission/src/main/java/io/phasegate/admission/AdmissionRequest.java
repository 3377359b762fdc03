package io.phasegate.admission;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.MalformedJson;
import io.phasegate.conversion.json.MalformedJson.DuplicateKey;
import io.phasegate.conversion.json.Scratch;
import io.phasegate.conversion.review.Member;
import io.phasegate.conversion.review.ReviewFrame;

/**
 * What one pass over a review's bytes found. Objects that nobody needs are passed over, as are
 * members that nobody asks for.
 *
 * @param operation in the API server's word; empty when absent
 * @param subResource empty for a write of the object itself
 */
record AdmissionRequest(
    ReviewFrame frame, String operation, String subResource, Sent object, Sent oldObject) {

  /**
   * One of the two objects.
   *
   * @param value {@code null} when the review has none
   * @param fault why it could not be read, a sentence; empty when it could
   */
  record Sent(Json value, String fault) {

    static final Sent NOTHING = new Sent(Json.Null.NULL, "");
  }

  /**
   * Reads as much of the body as can be read; never throws for what is in it.
   *
   * @param scratch to be kept for other bodies
   */
  static AdmissionRequest read(byte[] body, Scratch scratch) {
    var found = new Found();
    ReviewFrame frame = ReviewFrame.readToJudge(body, found, scratch);
    return new AdmissionRequest(
        frame, found.operation, found.subResource, found.object, found.oldObject);
  }

  /** True for what nothing may hold up, whatever the objects are (A6, A22). */
  boolean isNeverHeldUp() {
    return isNeverHeldUp(operation, subResource);
  }

  private static boolean isNeverHeldUp(String operation, String subResource) {
    return operation.equals("DELETE") || operation.equals("CONNECT") || !subResource.isEmpty();
  }

  /** What was found so far; it stays readable when the rest is broken. */
  private static final class Found implements ReviewFrame.Members {
    private String operation = "";
    private String subResource = "";
    private Sent object = Sent.NOTHING;
    private Sent oldObject = Sent.NOTHING;

    @Override
    public void take(ReviewFrame frame, Member member) throws MalformedJson {
      switch (member.name()) {
        case "operation" -> operation = member.text();
        case "subResource" -> subResource = member.text();
        case "object" -> object = sent(member);
        case "oldObject" -> oldObject = operation.equals("CREATE") ? oldObject : sent(member);
        default -> {}
      }
    }

    /** The API server names the operation before the objects; who does not has both read. */
    private Sent sent(Member member) throws MalformedJson {
      if (isNeverHeldUp(operation, subResource)) {
        return Sent.NOTHING;
      }
      try {
        return new Sent(member.value(), "");
      } catch (DuplicateKey e) {
        return new Sent(Json.Null.NULL, e.reason());
      }
    }
  }
}
