package io.phasegate.admission;

import io.phasegate.conversion.json.MalformedJson;
import io.phasegate.conversion.review.Member;
import io.phasegate.conversion.review.ReviewFrame;
import io.phasegate.conversion.review.Slice;
import java.io.IOException;

/**
 * What one pass over a review's bytes found. The two objects are not parsed here but remembered as
 * ranges of the body; members that nobody asks for are passed over.
 *
 * @param operation in the API server's word; empty when absent
 * @param subResource empty for a write of the object itself
 */
record AdmissionRequest(
    ReviewFrame frame, String operation, String subResource, Slice object, Slice oldObject) {

  /** Reads as much of the body as can be read; never throws for what is in it. */
  static AdmissionRequest read(byte[] body) {
    var found = new Found();
    ReviewFrame frame = ReviewFrame.read(body, found);
    return new AdmissionRequest(
        frame, found.operation, found.subResource, found.object, found.oldObject);
  }

  /** What was found so far; it stays readable when the rest is broken. */
  private static final class Found implements ReviewFrame.Members {
    private String operation = "";
    private String subResource = "";
    private Slice object = Slice.NONE;
    private Slice oldObject = Slice.NONE;

    @Override
    public void take(ReviewFrame frame, Member member) throws IOException, MalformedJson {
      switch (member.name()) {
        case "operation" -> operation = member.text();
        case "subResource" -> subResource = member.text();
        case "object" -> object = member.slice();
        case "oldObject" -> oldObject = member.slice();
        default -> {}
      }
    }
  }
}
