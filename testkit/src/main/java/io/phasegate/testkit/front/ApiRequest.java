package io.phasegate.testkit.front;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.JsonReader;
import io.phasegate.conversion.json.MalformedJson;
import io.phasegate.conversion.yaml.MalformedYaml;
import io.phasegate.conversion.yaml.YamlDocument;
import io.phasegate.conversion.yaml.YamlReader;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A request, free of its connection.
 *
 * @param uri path and query
 * @param contentType media type without parameters, lower case; empty when there is none
 */
record ApiRequest(String method, URI uri, String contentType, byte[] body) {

  /** The content type of a server-side apply. */
  static final String APPLY = "application/apply-patch+yaml";

  /** The media type of a {@code Content-Type} header. */
  static String mediaType(String header) {
    return header.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  String path() {
    return uri.getPath();
  }

  /** Path and query as they came, still encoded. */
  String pathAndQuery() {
    return uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
  }

  /** A parameter of the query, decoded; empty when it is not there. */
  String parameter(String name) {
    String query = uri.getRawQuery();
    return Stream.of(query == null ? new String[0] : query.split("&"))
        .map(pair -> pair.split("=", 2))
        .filter(pair -> decoded(pair[0]).equals(name))
        .map(pair -> pair.length == 2 ? decoded(pair[1]) : "")
        .findFirst()
        .orElse("");
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  boolean isWatch() {
    return method.equals("GET") && List.of("true", "1").contains(parameter("watch"));
  }

  boolean isApply() {
    return method.equals("PATCH") && contentType.equals(APPLY);
  }

  boolean isDryRun() {
    return parameter("dryRun").equals("All");
  }

  /**
   * The selectors of the query, as a query of their own for the store; empty for none.
   *
   * @throws Refused for a selector that the store would misread
   */
  String selectors() throws Refused {
    if (parameter("labelSelector").contains("(")) {
      throw new Refused(
          ApiStatus.badRequest(
              "the embedded front knows no set-based selectors; use key=value, key!=value, key or"
                  + " !key instead of "
                  + parameter("labelSelector")));
    }
    String query =
        Stream.of("labelSelector", "fieldSelector")
            .filter(name -> !parameter(name).isEmpty())
            .map(name -> name + "=" + URLEncoder.encode(parameter(name), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return query.isEmpty() ? "" : "?" + query;
  }

  /** The body as an object; an empty body is an empty object. */
  JsonObject object() throws Refused {
    return body.length == 0
        ? JsonObject.empty()
        : json()
            .asObject()
            .orElseThrow(() -> new Refused(ApiStatus.badRequest("the body is no object")));
  }

  /** The body as JSON, read as YAML where the content type says so. */
  Json json() throws Refused {
    try {
      return contentType.contains("yaml") ? yaml() : JsonReader.read(body);
    } catch (MalformedJson e) {
      throw new Refused(ApiStatus.badRequest("the body is not valid JSON: " + e.reason()));
    } catch (MalformedYaml e) {
      throw new Refused(
          ApiStatus.badRequest(
              "the body is not valid YAML: %s (line %d)".formatted(e.reason(), e.line())));
    }
  }

  private Json yaml() throws MalformedYaml, Refused {
    List<YamlDocument> documents = YamlReader.read(new String(body, StandardCharsets.UTF_8));
    if (documents.size() != 1) {
      throw new Refused(
          ApiStatus.badRequest(
              "the body has %d YAML documents where one is due".formatted(documents.size())));
    }
    return documents.getFirst().value();
  }
}
