package io.phasegate.conversion.review;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.phasegate.conversion.json.JsonTokens;
import io.phasegate.conversion.json.MalformedJson;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The frame that every review has, whether of a conversion or of a write: {@code apiVersion},
 * {@code kind}, and a {@code request} with its {@code uid}. One pass over the bytes finds them and
 * shows each other member of the request to somebody who knows it. Members of the review that
 * nobody asks for, the empty {@code response} of V3 among them, are passed over.
 */
public final class ReviewFrame {

  /** Takes the members of a request, but for its uid, in the order in which they come. */
  @FunctionalInterface
  public interface Members {

    /**
     * Takes one member. What it leaves unread is passed over.
     *
     * @param frame what is known so far; members may come in any order
     * @throws MalformedJson to say, in a sentence, why the review cannot be served
     */
    void take(ReviewFrame frame, Member member) throws IOException, MalformedJson;
  }

  private static final String COLLIDING = "the body has too many keys that look alike";

  private String apiVersion = "";
  private String kind = "";
  private String uid = "";
  private String fault = "";
  private boolean requestSeen;

  private ReviewFrame() {}

  /** Reads as much of a body as can be read; never throws for what is in it. */
  public static ReviewFrame read(byte[] body, Members members) {
    var frame = new ReviewFrame();
    try (var tokens = new JsonTokens(body, 0, body.length)) {
      frame.review(tokens, members);
    } catch (JsonProcessingException e) {
      frame.fault = sentence(e);
    } catch (MalformedJson e) {
      frame.fault = e.reason();
    } catch (CharConversionException e) {
      // Bytes that Jackson took for UTF-16 or UTF-32, and that are not even that.
      frame.fault = "the JSON must be UTF-8";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (IndexOutOfBoundsException e) {
      // Jackson's, over keys that somebody has chosen to collide.
      frame.fault = COLLIDING;
    }
    return frame;
  }

  /** Of the bounds that Jackson watches only two are not out of reach. */
  private static boolean isTooDeep(JsonProcessingException e) {
    return e.getOriginalMessage().contains("nesting depth");
  }

  private static String sentence(JsonProcessingException e) {
    var place = e.getLocation();
    String what =
        e instanceof StreamConstraintsException
            ? (isTooDeep(e) ? "the body nests deeper than an API server takes it" : COLLIDING)
            : "the body is not valid JSON";
    return place == null
        ? what
        : what + " (line %d, column %d)".formatted(place.getLineNr(), place.getColumnNr());
  }

  /** The review's own; empty when it is absent or was not reached. */
  public String apiVersion() {
    return apiVersion;
  }

  /** The review's own; empty when it is absent or was not reached. */
  public String kind() {
    return kind;
  }

  /** To be echoed (W2, A1); empty when it is absent or was not reached. */
  public String uid() {
    return uid;
  }

  /**
   * Why the bytes are no review of this kind and version: a sentence without any of the body,
   * except for the two words that it compares. Empty when they are.
   */
  public String fault(String expectedKind, String expectedVersion) {
    if (!fault.isEmpty()) {
      return fault;
    }
    if (!kind.equals(expectedKind)) {
      return "this endpoint answers " + expectedKind + ", not \"" + kind + "\"";
    }
    if (!apiVersion.equals(expectedVersion)) {
      return "this endpoint speaks " + expectedVersion + ", not \"" + apiVersion + "\"";
    }
    return "";
  }

  /** Why there is nothing that could be answered by a review. */
  public String whyNoUid() {
    return fault.isEmpty() ? "request.uid is missing or empty" : fault;
  }

  private void review(JsonTokens tokens, Members members) throws IOException, MalformedJson {
    JsonParser parser = tokens.parser();
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new MalformedJson("the body is no JSON object");
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      var member = new Member(tokens, "");
      switch (member.name()) {
        case "apiVersion" -> {
          member.once(apiVersion.isEmpty());
          apiVersion = member.text();
        }
        case "kind" -> {
          member.once(kind.isEmpty());
          kind = member.text();
        }
        case "request" -> request(tokens, members);
        default -> member.skip();
      }
    }
    if (parser.nextToken() != null) {
      throw new MalformedJson("the body goes on behind the review");
    }
    if (!requestSeen) {
      throw new MalformedJson("the review has no request");
    }
  }

  private void request(JsonTokens tokens, Members members) throws IOException, MalformedJson {
    JsonParser parser = tokens.parser();
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return;
    }
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw new MalformedJson("request must be an object");
    }
    if (requestSeen) {
      throw new MalformedJson("request is there twice");
    }
    requestSeen = true;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      var member = new Member(tokens, "request.");
      if (member.name().equals("uid")) {
        member.once(uid.isEmpty());
        uid = member.text();
      } else {
        members.take(this, member);
        member.skip();
      }
    }
  }
}
