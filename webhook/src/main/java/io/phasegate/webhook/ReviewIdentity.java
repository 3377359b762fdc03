package io.phasegate.webhook;

import io.phasegate.conversion.json.JsonCursor;
import io.phasegate.conversion.json.MalformedJson.Unreadable;
import java.util.Optional;

/**
 * What of a review its answer must repeat (W1, W2, A1), read without building anything: for answers
 * when all else has failed.
 *
 * @param apiVersion of the review
 * @param uid of its request; not empty
 */
record ReviewIdentity(String apiVersion, String uid) {

  /**
   * Reads the body as far as needed; empty when it has no uid.
   *
   * @throws Unreadable when that is not far
   */
  static Optional<ReviewIdentity> of(byte[] utf8) throws Unreadable {
    String apiVersion = "";
    String uid = "";
    var body = new JsonCursor(utf8, 0, utf8.length);
    if (!body.next() || !body.isObject()) {
      return Optional.empty();
    }
    body.enter();
    while ((apiVersion.isEmpty() || uid.isEmpty()) && body.next()) {
      if (body.key().equals("apiVersion")) {
        apiVersion = text(body);
      } else if (body.key().equals("request") && body.isObject()) {
        uid = uid(body, !apiVersion.isEmpty());
      }
    }
    return uid.isEmpty() ? Optional.empty() : Optional.of(new ReviewIdentity(apiVersion, uid));
  }

  /**
   * @param suffices whether nothing behind the uid matters
   */
  private static String uid(JsonCursor request, boolean suffices) throws Unreadable {
    String uid = "";
    request.enter();
    while (!(suffices && !uid.isEmpty()) && request.next()) {
      if (request.key().equals("uid")) {
        uid = text(request);
      }
    }
    return uid;
  }

  private static String text(JsonCursor member) throws Unreadable {
    return member.isText() ? member.text() : "";
  }
}
