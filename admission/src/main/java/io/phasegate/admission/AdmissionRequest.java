package io.phasegate.admission;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.phasegate.conversion.json.JsonReader;
import io.phasegate.conversion.json.MalformedJson;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * What one pass over a review's bytes found. The two objects are not parsed here but remembered as
 * ranges of the body; members that nobody asks for are passed over.
 *
 * @param uid to be echoed (A1); empty when it could not be read
 * @param operation in the API server's word; empty when absent
 * @param subResource empty for a write of the object itself
 * @param fault why the review cannot be judged, a sentence without any of the body; empty when it
 *     can
 */
record AdmissionRequest(
    String apiVersion,
    String kind,
    String uid,
    String operation,
    String subResource,
    Slice object,
    Slice oldObject,
    String fault) {

  /** A range of the body; of no length where the member is absent or null. */
  record Slice(int offset, int length) {

    static final Slice NONE = new Slice(0, 0);

    boolean isNone() {
      return length == 0;
    }
  }

  /** Reads as much of the body as can be read; never throws for what is in it. */
  static AdmissionRequest read(byte[] body) {
    var scan = new Scan();
    try (JsonParser parser = JsonReader.parser(body)) {
      scan.review(parser);
    } catch (JsonProcessingException e) {
      var place = e.getLocation();
      scan.fault =
          "the body is not valid JSON (line %d, column %d)"
              .formatted(place.getLineNr(), place.getColumnNr());
    } catch (MalformedJson e) {
      scan.fault = e.reason();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new AdmissionRequest(
        scan.apiVersion,
        scan.kind,
        scan.uid,
        scan.operation,
        scan.subResource,
        scan.object,
        scan.oldObject,
        scan.fault);
  }

  /** The state of the pass: what was found so far stays readable when the rest is broken. */
  private static final class Scan {
    private String apiVersion = "";
    private String kind = "";
    private String uid = "";
    private String operation = "";
    private String subResource = "";
    private Slice object = Slice.NONE;
    private Slice oldObject = Slice.NONE;
    private String fault = "";
    private boolean requestSeen;

    void review(JsonParser parser) throws IOException, MalformedJson {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new MalformedJson("the body is no JSON object");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        switch (name) {
          case "apiVersion" -> apiVersion = text(parser, name);
          case "kind" -> kind = text(parser, name);
          case "request" -> request(parser);
          default -> parser.skipChildren();
        }
      }
      if (parser.nextToken() != null) {
        throw new MalformedJson("the body goes on behind the review");
      }
      if (!requestSeen) {
        throw new MalformedJson("the review has no request");
      }
    }

    private void request(JsonParser parser) throws IOException, MalformedJson {
      if (parser.currentToken() == JsonToken.VALUE_NULL) {
        return;
      }
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        throw new MalformedJson("request must be an object");
      }
      requestSeen = true;
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        switch (name) {
          case "uid" -> uid = text(parser, "request.uid");
          case "operation" -> operation = text(parser, "request.operation");
          case "subResource" -> subResource = text(parser, "request.subResource");
          case "object" -> object = slice(parser);
          case "oldObject" -> oldObject = slice(parser);
          default -> parser.skipChildren();
        }
      }
    }

    private static Slice slice(JsonParser parser) throws IOException {
      if (parser.currentToken() == JsonToken.VALUE_NULL) {
        return Slice.NONE;
      }
      long begin = parser.currentTokenLocation().getByteOffset();
      parser.skipChildren();
      parser.finishToken();
      long end = parser.currentLocation().getByteOffset();
      return new Slice((int) begin, (int) (end - begin));
    }

    private static String text(JsonParser parser, String name) throws IOException, MalformedJson {
      if (parser.currentToken() != JsonToken.VALUE_STRING) {
        throw new MalformedJson(name + " must be a string");
      }
      return parser.getText();
    }
  }
}
