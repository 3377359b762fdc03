package io.phasegate.conversion.review;

import io.phasegate.conversion.json.Excerpt;
import io.phasegate.conversion.json.JsonCursor;
import io.phasegate.conversion.json.MalformedJson;
import io.phasegate.conversion.json.MalformedJson.Unreadable;
import io.phasegate.conversion.json.Scratch;

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
    void take(ReviewFrame frame, Member member) throws MalformedJson;
  }

  /** The review and its request. */
  private static final int LEVELS = 2;

  private String apiVersion = "";
  private String kind = "";
  private String uid = "";
  private String fault = "";
  private boolean requestSeen;

  private ReviewFrame() {}

  /**
   * Reads as much of a body as can be read; never throws for what is in it. The frame counts as
   * depth: the objects will be answered within one, and the API server has to read that.
   *
   * @param scratch to be kept for other bodies
   */
  public static ReviewFrame read(byte[] body, Members members, Scratch scratch) {
    return read(new JsonCursor(body, 0, body.length, 0, scratch), members);
  }

  /**
   * The same for a review whose objects are judged and not sent back: each may be as deep as an API
   * server stores them, and a frame around it must not keep it from being deleted.
   */
  public static ReviewFrame readToJudge(byte[] body, Members members, Scratch scratch) {
    return read(new JsonCursor(body, 0, body.length, -LEVELS, scratch), members);
  }

  private static ReviewFrame read(JsonCursor body, Members members) {
    var frame = new ReviewFrame();
    try {
      frame.review(body, members);
    } catch (Unreadable e) {
      frame.fault = e.about("the body");
    } catch (MalformedJson e) {
      frame.fault = e.reason();
    }
    return frame;
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
      return "this endpoint answers " + expectedKind + ", not \"" + word(kind) + "\"";
    }
    if (!apiVersion.equals(expectedVersion)) {
      return "this endpoint speaks " + expectedVersion + ", not \"" + word(apiVersion) + "\"";
    }
    return "";
  }

  private static String word(String word) {
    return Excerpt.of(word, Excerpt.LONGEST_KEY);
  }

  /** Why there is nothing that could be answered by a review. */
  public String whyNoUid() {
    return fault.isEmpty() ? "request.uid is missing or empty" : fault;
  }

  private void review(JsonCursor body, Members members) throws MalformedJson {
    if (!body.next() || !body.isObject()) {
      throw new MalformedJson("the body is no JSON object");
    }
    body.enter();
    while (body.next()) {
      var member = new Member(body, "");
      switch (member.name()) {
        case "apiVersion" -> {
          member.once(apiVersion.isEmpty());
          apiVersion = member.text();
        }
        case "kind" -> {
          member.once(kind.isEmpty());
          kind = member.text();
        }
        case "request" -> request(body, members);
        default -> {}
      }
    }
    if (body.next()) {
      throw new MalformedJson("the body goes on behind the review");
    }
    if (!requestSeen) {
      throw new MalformedJson("the review has no request");
    }
  }

  private void request(JsonCursor body, Members members) throws MalformedJson {
    if (body.isNull()) {
      return;
    }
    if (!body.isObject()) {
      throw new MalformedJson("request must be an object");
    }
    if (requestSeen) {
      throw new MalformedJson("request is there twice");
    }
    requestSeen = true;
    body.enter();
    while (body.next()) {
      var member = new Member(body, "request.");
      if (member.name().equals("uid")) {
        member.once(uid.isEmpty());
        uid = member.text();
      } else {
        members.take(this, member);
      }
    }
  }
}
