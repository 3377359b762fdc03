package io.phasegate.webhook;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.phasegate.conversion.json.JsonTokens;
import java.io.IOException;
import java.util.Optional;

/**
 * What of a review its answer must repeat (W1, W2, A1), read without building anything: for answers
 * when all else has failed.
 *
 * @param apiVersion of the review
 * @param uid of its request; not empty
 */
record ReviewIdentity(String apiVersion, String uid) {

  /** Reads the body as far as needed; empty when it has no uid. */
  static Optional<ReviewIdentity> of(byte[] body) throws IOException {
    String apiVersion = "";
    String uid = "";
    try (var tokens = new JsonTokens(body, 0, body.length)) {
      JsonParser parser = tokens.parser();
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      while ((apiVersion.isEmpty() || uid.isEmpty())
          && parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        if (name.equals("apiVersion")) {
          apiVersion = text(parser);
        } else if (name.equals("request") && parser.currentToken() == JsonToken.START_OBJECT) {
          uid = uid(parser, !apiVersion.isEmpty());
        } else {
          parser.skipChildren();
        }
      }
    }
    return uid.isEmpty() ? Optional.empty() : Optional.of(new ReviewIdentity(apiVersion, uid));
  }

  /**
   * @param suffices whether nothing behind the uid matters
   */
  private static String uid(JsonParser parser, boolean suffices) throws IOException {
    String uid = "";
    while (!(suffices && !uid.isEmpty()) && parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean isUid = parser.currentName().equals("uid");
      parser.nextToken();
      if (isUid) {
        uid = text(parser);
      } else {
        parser.skipChildren();
      }
    }
    return uid;
  }

  private static String text(JsonParser parser) throws IOException {
    String text = parser.currentToken() == JsonToken.VALUE_STRING ? parser.getText() : null;
    parser.skipChildren();
    return text == null ? "" : text;
  }
}
