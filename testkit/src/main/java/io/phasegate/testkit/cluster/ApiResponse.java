package io.phasegate.testkit.cluster;

import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.JsonReader;
import io.phasegate.conversion.json.MalformedJson;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What an API server answered.
 *
 * @param status the HTTP status
 * @param headers names in any case
 * @param body as it came
 */
public record ApiResponse(int status, HttpHeaders headers, byte[] body) {

  /** RFC 9111's old form, which Kubernetes uses: code, agent, quoted text. */
  private static final Pattern WARNING = Pattern.compile("\\d{3} \\S+ \"((?:[^\"\\\\]|\\\\.)*)\"");

  private static final Pattern ESCAPED = Pattern.compile("\\\\(.)");

  /** True for 2xx. */
  public boolean succeeded() {
    return status / 100 == 2;
  }

  /** The texts that {@code kubectl} prints as "Warning: …". */
  public List<String> warnings() {
    return headers.allValues("Warning").stream()
        .flatMap(header -> WARNING.matcher(header).results())
        .map(warning -> ESCAPED.matcher(warning.group(1)).replaceAll("$1"))
        .toList();
  }

  /** The body as text. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /**
   * The body as an object: the resource, or a Status that says why not.
   *
   * @throws IOException when it is no JSON object
   */
  public JsonObject json() throws IOException {
    try {
      return JsonReader.readObject(body);
    } catch (MalformedJson e) {
      throw new IOException("the answer is no JSON object (%s): %s".formatted(status, text()), e);
    }
  }

  /**
   * This answer, if it is a 2xx.
   *
   * @throws IOException with the body, if it is not
   */
  public ApiResponse orThrow() throws IOException {
    if (!succeeded()) {
      throw new IOException("the API server answered %d: %s".formatted(status, text()));
    }
    return this;
  }
}
