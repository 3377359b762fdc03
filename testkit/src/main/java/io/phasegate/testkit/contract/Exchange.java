package io.phasegate.testkit.contract;

import java.net.http.HttpResponse;

/**
 * One call to a webhook and its answer, as bytes.
 *
 * @param request the body that was posted
 * @param status HTTP status of the answer
 * @param contentType header of the answer; empty when there was none
 * @param answer the body that came back
 */
public record Exchange(byte[] request, int status, String contentType, byte[] answer) {

  /** An exchange by the JDK's client. */
  public static Exchange of(byte[] request, HttpResponse<byte[]> response) {
    return new Exchange(
        request,
        response.statusCode(),
        response.headers().firstValue("Content-Type").orElse(""),
        response.body());
  }

  /** The media type without parameters, in lower case. */
  String mediaType() {
    int end = contentType.indexOf(';');
    String type = end < 0 ? contentType : contentType.substring(0, end);
    return type.strip().toLowerCase(java.util.Locale.ROOT);
  }
}
