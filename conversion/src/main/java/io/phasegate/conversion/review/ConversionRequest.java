package io.phasegate.conversion.review;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.phasegate.conversion.json.JsonReader;
import io.phasegate.conversion.json.MalformedJson;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one pass over a review's bytes found. Objects are not parsed here but remembered as ranges
 * of the body. Unknown members, the empty {@code response} of V3 among them, are passed over.
 *
 * @param apiVersion of the review, to be echoed (W1); empty when absent
 * @param uid to be echoed (W2); empty when it could not be read
 * @param desired the version asked for; empty when absent
 * @param fault why the review cannot be served, a sentence; empty when it can
 */
record ConversionRequest(
    String apiVersion,
    String kind,
    String uid,
    String desired,
    List<ObjectSlice> objects,
    String fault) {

  /**
   * The bytes of one object.
   *
   * @param apiVersion its own, as far as the first level tells; empty when it does not
   */
  record ObjectSlice(int offset, int length, String apiVersion) {}

  private static final String NOT_UTF_8 = "the body must be UTF-8";

  /** Reads as much of the body as can be read; never throws for what is in it. */
  static ConversionRequest read(byte[] body) {
    var scan = new Scan();
    try (JsonParser parser = JsonReader.parser(body)) {
      scan.review(parser);
    } catch (JsonProcessingException e) {
      scan.fault = "the body is not valid JSON: " + JsonReader.malformed(e).reason();
    } catch (CharConversionException e) {
      // Bytes that Jackson took for UTF-16 or UTF-32, and that are not even that.
      scan.fault = NOT_UTF_8;
    } catch (MalformedJson e) {
      scan.fault = e.reason();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ConversionRequest(
        scan.apiVersion, scan.kind, scan.uid, scan.desired, scan.objects, scan.fault);
  }

  /** The state of the pass: what was found so far stays readable when the rest is broken. */
  private static final class Scan {
    private String apiVersion = "";
    private String kind = "";
    private String uid = "";
    private String desired = "";
    private String fault = "";
    private boolean requestSeen;
    private final List<ObjectSlice> objects = new ArrayList<>();

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
          case "desiredAPIVersion" -> desired = text(parser, "request.desiredAPIVersion");
          case "objects" -> objects(parser);
          default -> parser.skipChildren();
        }
      }
    }

    private void objects(JsonParser parser) throws IOException, MalformedJson {
      if (parser.currentToken() == JsonToken.VALUE_NULL) {
        return;
      }
      if (parser.currentToken() != JsonToken.START_ARRAY) {
        throw new MalformedJson("request.objects must be a list");
      }
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        long begin = parser.currentTokenLocation().getByteOffset();
        if (begin < 0) {
          // Jackson reads UTF-16 and UTF-32 too, but then it counts no bytes.
          throw new MalformedJson(NOT_UTF_8);
        }
        String version = parser.currentToken() == JsonToken.START_OBJECT ? object(parser) : "";
        parser.skipChildren();
        parser.finishToken();
        long end = parser.currentLocation().getByteOffset();
        objects.add(new ObjectSlice((int) begin, (int) (end - begin), version));
      }
    }

    /** Passes over one object and picks its apiVersion up on the way. */
    private static String object(JsonParser parser) throws IOException {
      String version = "";
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean isVersion = parser.currentName().equals("apiVersion");
        if (parser.nextToken() == JsonToken.VALUE_STRING && isVersion) {
          version = parser.getText();
        }
        parser.skipChildren();
      }
      return version;
    }

    private static String text(JsonParser parser, String name) throws IOException, MalformedJson {
      @Nullable String value =
          parser.currentToken() == JsonToken.VALUE_STRING ? parser.getText() : null;
      if (value == null) {
        throw new MalformedJson(name + " must be a string");
      }
      return value;
    }
  }
}
