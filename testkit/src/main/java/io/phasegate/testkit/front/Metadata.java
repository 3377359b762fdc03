package io.phasegate.testkit.front;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.testkit.contract.MetadataSyntax;
import io.phasegate.testkit.front.ApiStatus.Cause;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an API server does to the metadata of an object before anybody else sees it. */
final class Metadata {

  /** Given by the API server and its store, whatever a client sends. */
  private static final List<String> GIVEN =
      List.of(
          "uid",
          "creationTimestamp",
          "generation",
          "resourceVersion",
          "deletionTimestamp",
          "deletionGracePeriodSeconds",
          "managedFields",
          "selfLink");

  /** Neither vowels nor look-alikes: a generated name says nothing by accident. */
  private static final String SUFFIX_ALPHABET = "bcdfghjklmnpqrstvwxz2456789";

  private static final int SUFFIX_LENGTH = 5;
  private static final int MAX_PREFIX_LENGTH = 63 - SUFFIX_LENGTH;

  private Metadata() {}

  static String name(JsonObject object) {
    return object.textAt("metadata.name").orElse("");
  }

  private static JsonObject metadata(JsonObject object) {
    return object.objectAt("metadata").orElse(JsonObject.empty());
  }

  /** A new object as it goes to the webhooks: at home in its namespace, without a status. */
  static JsonObject ofNew(Target target, JsonObject sent) throws Refused {
    checkType(target, sent);
    checkNamespace(target, sent);
    if (!sent.textAt("metadata.resourceVersion").orElse("").isEmpty()) {
      throw new Refused(
          ApiStatus.badRequest("resourceVersion should not be set on objects to be created"));
    }
    return withMetadata(sent, atHome(target, withoutGiven(metadata(sent)))).without("status");
  }

  /**
   * A changed object with all of its metadata that no client may change.
   *
   * @param sent as the client wants it; a resource version or uid in it must be that of {@code old}
   */
  static JsonObject ofChanged(Target target, JsonObject sent, JsonObject old) throws Refused {
    checkType(target, sent);
    checkNamespace(target, sent);
    String name = name(sent);
    if (!name.isEmpty() && !name.equals(target.name())) {
      throw new Refused(
          ApiStatus.badRequest(
              "the name of the object (%s) does not match the name on the URL (%s)"
                  .formatted(name, target.name())));
    }
    if (differs("resourceVersion", sent, old)) {
      throw new Refused(ApiStatus.modified(target));
    }
    new Preconditions(sent.textAt("metadata.uid").orElse(""), "").check(target, old);

    JsonObject metadata = withoutGiven(metadata(sent));
    for (String field : GIVEN) {
      var value = metadata(old).get(field);
      metadata = value.isPresent() ? metadata.with(field, value.get()) : metadata;
    }
    metadata = atHome(target, metadata.with("name", Json.text(target.name())));
    return withMetadata(sent, metadata);
  }

  private static boolean differs(String field, JsonObject sent, JsonObject old) {
    String wanted = sent.textAt("metadata." + field).orElse("");
    return !wanted.isEmpty() && !wanted.equals(old.textAt("metadata." + field).orElse(""));
  }

  private static void checkType(Target target, JsonObject sent) throws Refused {
    String version = sent.textAt("apiVersion").orElse("");
    String expected = target.apiVersion().toString();
    if (!version.equals(expected)) {
      throw new Refused(
          ApiStatus.badRequest(
              "the API version in the data (%s) does not match the expected API version (%s)"
                  .formatted(version, expected)));
    }
    String kind = sent.textAt("kind").orElse("");
    if (!kind.equals(target.crd().kind())) {
      throw new Refused(
          ApiStatus.badRequest(
              "the kind in the data (%s) does not match the expected kind (%s)"
                  .formatted(kind, target.crd().kind())));
    }
  }

  private static void checkNamespace(Target target, JsonObject sent) throws Refused {
    String namespace = sent.textAt("metadata.namespace").orElse("");
    if (!namespace.isEmpty() && !namespace.equals(target.namespace())) {
      throw new Refused(
          ApiStatus.badRequest(
              "the namespace of the provided object does not match the namespace sent on the"
                  + " request"));
    }
  }

  private static JsonObject withoutGiven(JsonObject metadata) {
    JsonObject own = metadata;
    for (String field : GIVEN) {
      own = own.without(field);
    }
    return own;
  }

  private static JsonObject atHome(Target target, JsonObject metadata) {
    return target.namespace().isEmpty()
        ? metadata.without("namespace")
        : metadata.with("namespace", Json.text(target.namespace()));
  }

  private static JsonObject withMetadata(JsonObject object, JsonObject metadata) {
    return object.with("metadata", metadata);
  }

  /** Makes a name out of {@code generateName} where there is none. */
  static JsonObject withGeneratedName(JsonObject object) {
    String prefix = object.textAt("metadata.generateName").orElse("");
    if (!name(object).isEmpty() || prefix.isEmpty()) {
      return object;
    }
    String suffix =
        ThreadLocalRandom.current()
            .ints(SUFFIX_LENGTH, 0, SUFFIX_ALPHABET.length())
            .mapToObj(i -> SUFFIX_ALPHABET.substring(i, i + 1))
            .collect(Collectors.joining());
    String kept = prefix.substring(0, Math.min(prefix.length(), MAX_PREFIX_LENGTH));
    return withMetadata(object, metadata(object).with("name", Json.text(kept + suffix)));
  }

  /** What is wrong with name, labels and annotations. */
  static List<Cause> faults(JsonObject object) {
    JsonObject metadata = metadata(object);
    Stream<Cause> labels =
        metadata.objectAt("labels").stream()
            .flatMap(MetadataSyntax::labelFaults)
            .map(fault -> invalid("metadata.labels", fault));
    Stream<Cause> annotations =
        metadata.objectAt("annotations").stream()
            .flatMap(MetadataSyntax::annotationFaults)
            .map(fault -> invalid("metadata.annotations", fault));
    return Stream.of(nameFaults(name(object)), labels, annotations)
        .flatMap(causes -> causes)
        .toList();
  }

  private static Stream<Cause> nameFaults(String name) {
    if (name.isEmpty()) {
      return Stream.of(
          new Cause(
              "FieldValueRequired",
              "metadata.name",
              "Required value: name or generateName is required"));
    }
    return MetadataSyntax.isSubdomain(name)
        ? Stream.empty()
        : Stream.of(
            invalid(
                "metadata.name",
                "\"%s\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric"
                        .formatted(name)
                    + " characters, '-' or '.', and must start and end with an alphanumeric"
                    + " character"));
  }

  private static Cause invalid(String field, String fault) {
    return new Cause("FieldValueInvalid", field, "Invalid value: " + fault);
  }
}
