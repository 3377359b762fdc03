package io.phasegate.webhook;

import java.util.List;
import java.util.Map;

/**
 * Why a request is turned away by transport, before or instead of a review.
 *
 * <p>Clients of the API server see little of these texts (T8); they are for people with {@code
 * curl}.
 *
 * @param status HTTP; only 503 invites a retry, by its {@code Retry-After} (T7, ruling 4)
 * @param result the label of metrics
 * @param text one short sentence
 * @param headers beside the content type
 * @param closes whether an HTTP/1.1 connection is of no more use afterwards
 */
record Refusal(
    int status, String result, String text, Map<String, String> headers, boolean closes) {

  static final Refusal UNKNOWN_PATH =
      new Refusal(404, "unknown_path", "POST to /convert, /mutate or /validate", Map.of(), false);

  static final Refusal WRONG_METHOD =
      new Refusal(405, "wrong_method", "reviews are sent by POST", Map.of("Allow", "POST"), false);

  static final Refusal WRONG_CONTENT_TYPE =
      new Refusal(
          415,
          "wrong_content_type",
          "reviews are sent as Content-Type: application/json",
          Map.of(),
          false);

  /** RFC 9110, 15.5.16: says in what coding it would be taken. */
  static final Refusal CODED =
      new Refusal(
          415,
          "content_encoding",
          "reviews are sent as they are, without Content-Encoding",
          Map.of("Accept-Encoding", "identity"),
          false);

  static final Refusal UNKNOWN_EXPECTATION =
      new Refusal(417, "expectation", "nothing can be expected but 100-continue", Map.of(), false);

  static final Refusal MALFORMED_BODY =
      new Refusal(
          400, "malformed_body", "where the body ends is not said as HTTP says it", Map.of(), true);

  /** RFC 9112, 3.2: a request of HTTP/1.1 names the one host that it is meant for. */
  static final Refusal MISSING_HOST =
      new Refusal(400, "missing_host", "a request needs one Host header", Map.of(), true);

  /** One of the few texts that people get to see behind an API server (T8). */
  static final Refusal UNKNOWN_CLIENT =
      new Refusal(
          403,
          "unknown_client",
          "this webhook takes reviews only from clients with a certificate that it was told of;"
              + " see --client-ca and --client-names",
          Map.of(),
          false);

  static final Refusal TOO_SLOW =
      new Refusal(408, "too_slow", "the body did not arrive in time", Map.of(), true);

  static final Refusal DEADLINE =
      new Refusal(504, "deadline", "the time that the client gave is over", Map.of(), false);

  static final Refusal STARTING =
      comeBack("starting", "still starting, or its self-test fails", false);

  static final Refusal OVERLOADED = comeBack("overloaded", "too many requests at once", false);

  /** Its body would not be read to the end. */
  static final Refusal NO_ROOM = comeBack("no_room", "too many bytes at once", true);

  static final Refusal QUEUED_TOO_LONG =
      comeBack("queued_too_long", "others are still being worked on", false);

  static final Refusal CRASHED = new Refusal(500, "crashed", "internal error", Map.of(), false);

  /** What can happen to a request on one of our paths; there is a counter for each. */
  static List<Refusal> ofReviews() {
    return List.of(
        WRONG_METHOD,
        WRONG_CONTENT_TYPE,
        CODED,
        UNKNOWN_EXPECTATION,
        UNKNOWN_CLIENT,
        STARTING,
        OVERLOADED,
        NO_ROOM,
        tooLarge(0),
        TOO_SLOW,
        MALFORMED_BODY,
        QUEUED_TOO_LONG,
        DEADLINE,
        CRASHED);
  }

  /** What can happen to a request before it has come to one of our paths. */
  static List<Refusal> elsewhere() {
    return List.of(UNKNOWN_PATH, MISSING_HOST);
  }

  /** Whether somebody should hear of it; wrong paths and methods are everybody's everyday life. */
  boolean isAbnormal() {
    return status >= 500 || status == 413 || status == 408 || status == 403;
  }

  /** The body is over the limit, and its rest will not be read to the end. */
  static Refusal tooLarge(int limit) {
    return new Refusal(
        413, "too_large", "the body is larger than %d bytes".formatted(limit), Map.of(), true);
  }

  private static Refusal comeBack(String result, String text, boolean closes) {
    return new Refusal(503, result, text, Map.of("Retry-After", "1"), closes);
  }
}
