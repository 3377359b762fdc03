package io.phasegate.bench.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/**
 * One request, ready to be sent, and what its answer must be.
 *
 * @param bytes of the whole request, head and body
 * @param uid that the answer must repeat
 * @param desired version of the converted objects; empty where the answer is to be {@code allowed}
 * @param objects how many
 */
record Call(byte[] bytes, String uid, String desired, int objects) {

  private static final ObjectMapper JSON = new ObjectMapper();

  static Call conversion(String body, String uid, String desired, int objects) {
    return new Call(request("/convert", body), uid, desired, objects);
  }

  static Call validation(String body, String uid) {
    return new Call(request("/validate", body), uid, "", 1);
  }

  /** As the API server asks: HTTP/1.1, with its timeout. */
  private static byte[] request(String path, String body) {
    byte[] json = body.getBytes(UTF_8);
    byte[] head =
        """
        POST %s?timeout=30s HTTP/1.1\r
        Host: localhost\r
        User-Agent: kube-apiserver-admission\r
        Content-Length: %d\r
        Accept: application/json\r
        Content-Type: application/json\r
        Accept-Encoding: gzip\r
        \r
        """
            .formatted(path, json.length)
            .getBytes(US_ASCII);
    byte[] all = new byte[head.length + json.length];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(json, 0, all, head.length, json.length);
    return all;
  }

  /**
   * Looks at a whole answer.
   *
   * @return what is wrong with it; empty when nothing is
   */
  String fault(byte[] answer) throws IOException {
    JsonNode response = JSON.readTree(answer).path("response");
    if (!response.path("uid").asText().equals(uid)) {
      return "another uid: " + start(answer);
    }
    if (desired.isEmpty()) {
      return response.path("allowed").asBoolean() ? "" : "not allowed: " + start(answer);
    }
    JsonNode converted = response.path("convertedObjects");
    if (!response.path("result").path("status").asText().equals("Success")
        || converted.size() != objects) {
      return "not converted: " + start(answer);
    }
    for (JsonNode object : converted) {
      if (!object.path("apiVersion").asText().equals(desired)) {
        return "converted to another version: " + start(answer);
      }
    }
    return "";
  }

  private static String start(byte[] answer) {
    return new String(answer, 0, Math.min(answer.length, 1000), UTF_8);
  }
}
