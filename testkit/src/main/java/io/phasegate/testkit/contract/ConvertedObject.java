package io.phasegate.testkit.contract;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * One object of a review and what it was converted to, with the facts that hold for each: W5 to W9
 * and V1. W6, W8 and W9 speak only where W7 is content, so that one fault gives one sentence.
 *
 * @param index its place in the review, from 0
 * @param sent as it was sent
 * @param converted as it came back
 * @param desired the {@code group/version} that was asked for
 */
record ConvertedObject(int index, Json sent, Json converted, String desired) {

  static final List<Rule<ConvertedObject>> RULES =
      List.of(
          Rule.one("W5", ConvertedObject::otherVersion),
          Rule.one("W5", ConvertedObject::otherKind),
          Rule.one("W7", ConvertedObject::metadataMissing),
          Rule.many("W6", ConvertedObject::otherIdentity),
          Rule.many("W8", object -> object.badMap("labels")),
          Rule.many("W8", object -> object.badMap("annotations")),
          Rule.many("W9", ConvertedObject::otherMetadata),
          Rule.one("V1", ConvertedObject::changedWithoutNeed));

  private static final List<String> IDENTITY = List.of("name", "namespace", "uid");

  /** What W6 and W8 look at, and W9 does not. */
  private static final List<String> SPOKEN_FOR =
      List.of("name", "namespace", "uid", "labels", "annotations");

  JsonObject source() {
    return sent.asObject().orElse(JsonObject.empty());
  }

  JsonObject target() {
    return converted.asObject().orElse(JsonObject.empty());
  }

  private Optional<String> otherVersion() {
    return target().textAt("apiVersion").equals(Optional.of(desired))
        ? Optional.empty()
        : Optional.of(
            "%s has apiVersion %s, asked for was \"%s\""
                .formatted(place(), ReviewPair.show(target().get("apiVersion")), desired));
  }

  private Optional<String> otherKind() {
    return target().get("kind").equals(source().get("kind"))
        ? Optional.empty()
        : changed("kind", source().get("kind"), target().get("kind"));
  }

  private Optional<String> metadataMissing() {
    return target().objectAt("metadata").isPresent()
        ? Optional.empty()
        : Optional.of(
            "%s has metadata %s where an object is due, even an empty one"
                .formatted(place(), ReviewPair.show(target().get("metadata"))));
  }

  private Stream<String> otherIdentity() {
    return inMetadata((was, is) ->
        IDENTITY.stream()
            .filter(field -> !text(was, field).equals(text(is, field)))
            .flatMap(
                field -> changed("metadata." + field, was.get(field), is.get(field)).stream()));
  }

  /** Absent and empty are one for names, as they are in the API server's own types. */
  private static String text(JsonObject metadata, String field) {
    return metadata.textAt(field).orElse("");
  }

  private Stream<String> badMap(String field) {
    return inMetadata((was, is) -> {
      Json map = is.get(field).orElse(Json.Null.NULL);
      if (map == Json.Null.NULL) {
        return Stream.empty();
      }
      String where = "%s metadata.%s ".formatted(place(), field);
      return map.asObject()
          .map(object -> badEntries(field, was.get(field), object))
          .orElseGet(() -> Stream.of("is no object: " + map))
          .map(where::concat);
    });
  }

  /** Only what conversion changed is validated; strings are demanded always. */
  private static Stream<String> badEntries(String field, Optional<Json> was, JsonObject is) {
    List<String> noStrings =
        is.entries().stream()
            .filter(entry -> entry.getValue().asText().isEmpty())
            .map(entry -> "[%s] is no string: %s".formatted(entry.getKey(), entry.getValue()))
            .toList();
    if (!noStrings.isEmpty() || was.equals(Optional.of(is))) {
      return noStrings.stream();
    }
    return field.equals("labels")
        ? MetadataSyntax.labelFaults(is)
        : MetadataSyntax.annotationFaults(is);
  }

  private Stream<String> otherMetadata() {
    return inMetadata((was, is) -> {
      var fields = new TreeSet<>(was.keys());
      fields.addAll(is.keys());
      return fields.stream()
          .filter(field -> !SPOKEN_FOR.contains(field))
          .filter(field -> !was.get(field).equals(is.get(field)))
          .map(field ->
              "%s changes metadata.%s, which the API server silently undoes"
                  .formatted(place(), field));
    });
  }

  /** Such objects are never sent; one that is nevertheless has nothing to be converted. */
  private Optional<String> changedWithoutNeed() {
    return source().textAt("apiVersion").equals(Optional.of(desired)) && !sent.equals(converted)
        ? Optional.of(place() + " had the version already and came back changed")
        : Optional.empty();
  }

  private interface MetadataQuestion {
    Stream<String> ask(JsonObject was, JsonObject is);
  }

  private Stream<String> inMetadata(MetadataQuestion question) {
    JsonObject was = source().objectAt("metadata").orElse(JsonObject.empty());
    return target().objectAt("metadata").stream().flatMap(is -> question.ask(was, is));
  }

  private Optional<String> changed(String path, Optional<Json> was, Optional<Json> is) {
    return Optional.of(
        "%s has %s %s, sent was %s"
            .formatted(place(), path, ReviewPair.show(is), ReviewPair.show(was)));
  }

  private String place() {
    return "object %d (%s)".formatted(index, source().textAt("metadata.name").orElse("no name"));
  }
}
