package io.phasegate.admission.schema;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One node of a CRD's {@code openAPIV3Schema}, read once and then immutable. It knows all that the
 * API server's structural schemas can say except CEL rules and combinations ({@code allOf}, {@code
 * oneOf}, {@code not}); a schema with one of those is refused, so that nothing is passed over.
 */
public final class StructuralSchema {

  /** What JSON type a value must have. */
  public enum Type {
    OBJECT,
    ARRAY,
    STRING,
    INTEGER,
    NUMBER,
    BOOLEAN,
    /** A string or an integer, as quantities and ports are written. */
    INT_OR_STRING,
    /** Anything at all. */
    ANY
  }

  private static final Set<String> WORDS_FOR_PEOPLE =
      Set.of("description", "title", "example", "externalDocs");

  private static final Set<String> WORDS_OF_STRUCTURE =
      Set.of(
          "type",
          "nullable",
          "default",
          "properties",
          "required",
          "items",
          "additionalProperties",
          "x-kubernetes-preserve-unknown-fields",
          "x-kubernetes-embedded-resource",
          "x-kubernetes-int-or-string",
          "x-kubernetes-list-type",
          "x-kubernetes-list-map-keys",
          "x-kubernetes-map-type");

  /** The schema of what no schema describes. */
  static final StructuralSchema ANYTHING =
      new StructuralSchema(
          JsonObject.of("x-kubernetes-preserve-unknown-fields", Json.Bool.TRUE), "");

  private final Type type;
  private final boolean nullable;
  private final boolean preservingUnknown;
  private final boolean embeddedResource;
  private final @Nullable Json defaultValue;
  private final SequencedMap<String, StructuralSchema> properties;
  private final List<Default> defaults;
  private final @Nullable StructuralSchema additional;
  private final @Nullable StructuralSchema items;
  private final List<String> required;
  private final String listType;
  private final List<String> listMapKeys;
  private final List<Facet> facets;

  private StructuralSchema(JsonObject node, String place) {
    type = type(node, place);
    nullable = isTrue(node, "nullable");
    preservingUnknown = isTrue(node, "x-kubernetes-preserve-unknown-fields");
    embeddedResource = isTrue(node, "x-kubernetes-embedded-resource");
    defaultValue = node.get("default").orElse(null);
    properties = properties(node, place);
    defaults = defaults(properties);
    additional = child(node, "additionalProperties", place);
    items = child(node, "items", place);
    required = strings(node, "required");
    listType = node.textAt("x-kubernetes-list-type").orElse("atomic");
    listMapKeys = strings(node, "x-kubernetes-list-map-keys");
    facets = facets(node, place);
  }

  /**
   * Reads a schema.
   *
   * @throws IllegalArgumentException naming the place and the keyword that is not understood
   */
  public static StructuralSchema of(JsonObject openApiV3Schema) {
    return new StructuralSchema(openApiV3Schema, "");
  }

  private static Type type(JsonObject node, String place) {
    if (isTrue(node, "x-kubernetes-int-or-string")) {
      return Type.INT_OR_STRING;
    }
    String word = node.textAt("type").orElse("");
    return switch (word) {
      case "object" -> Type.OBJECT;
      case "array" -> Type.ARRAY;
      case "string" -> Type.STRING;
      case "integer" -> Type.INTEGER;
      case "number" -> Type.NUMBER;
      case "boolean" -> Type.BOOLEAN;
      case "" -> Type.ANY;
      default -> throw notUnderstood(place, "type: " + word);
    };
  }

  private static SequencedMap<String, StructuralSchema> properties(JsonObject node, String place) {
    SequencedMap<String, StructuralSchema> properties = new LinkedHashMap<>();
    for (var entry : node.objectAt("properties").orElse(JsonObject.empty()).entries()) {
      String where = place.isEmpty() ? entry.getKey() : place + "." + entry.getKey();
      JsonObject schema =
          entry.getValue().asObject().orElseThrow(() -> notUnderstood(where, "no object"));
      properties.put(entry.getKey(), new StructuralSchema(schema, where));
    }
    return properties;
  }

  private static List<Default> defaults(SequencedMap<String, StructuralSchema> properties) {
    return properties.entrySet().stream()
        .flatMap(property ->
            property.getValue().defaultValue().stream()
                .map(value -> new Default(property.getKey(), property.getValue(), value)))
        .toList();
  }

  private static @Nullable StructuralSchema child(JsonObject node, String word, String place) {
    return node.get(word)
        .map(value -> value.asObject().orElseThrow(() -> notUnderstood(place, word)))
        .map(schema -> new StructuralSchema(schema, place + "[]"))
        .orElse(null);
  }

  private static List<Facet> facets(JsonObject node, String place) {
    List<Facet> facets = new ArrayList<>();
    for (var entry : node.entries()) {
      String word = entry.getKey();
      // The anyOf of an int-or-string says only what the type says already.
      boolean told = word.equals("anyOf") && isTrue(node, "x-kubernetes-int-or-string");
      // What a change may be, only the API server can tell: it has what is stored.
      boolean others = word.equals("x-kubernetes-validations") && isAboutChanges(entry.getValue());
      if (!told
          && !others
          && !WORDS_OF_STRUCTURE.contains(word)
          && !WORDS_FOR_PEOPLE.contains(word)) {
        if (!Facet.isKnown(word)) {
          throw notUnderstood(place, word);
        }
        Facet.of(word, entry.getValue(), node).ifPresent(facets::add);
      }
    }
    return List.copyOf(facets);
  }

  private static boolean isAboutChanges(Json validations) {
    return validations.asArray().stream()
        .flatMap(rules -> rules.items().stream())
        .allMatch(rule ->
            rule.asObject()
                .flatMap(it -> it.textAt("rule"))
                .filter(text -> text.contains("oldSelf"))
                .isPresent());
  }

  private static IllegalArgumentException notUnderstood(String place, String what) {
    return new IllegalArgumentException(
        "the schema of \"%s\" has %s, which is not understood here".formatted(place, what));
  }

  private static boolean isTrue(JsonObject node, String word) {
    return node.get(word).filter(Json.Bool.TRUE::equals).isPresent();
  }

  private static List<String> strings(JsonObject node, String word) {
    return node.get(word).flatMap(Json::asArray).map(JsonArray::items).stream()
        .flatMap(List::stream)
        .flatMap(item -> item.asText().stream())
        .toList();
  }

  /** What JSON type a value must have. */
  public Type type() {
    return type;
  }

  /** Whether a value has no parts. */
  public boolean isScalar() {
    return switch (type) {
      case OBJECT, ARRAY, ANY -> false;
      case STRING, INTEGER, NUMBER, BOOLEAN, INT_OR_STRING -> true;
    };
  }

  /** Whether {@code null} is a value of its own here. */
  public boolean isNullable() {
    return nullable;
  }

  /** Whether fields that the schema does not know are kept. */
  public boolean isPreservingUnknown() {
    return preservingUnknown;
  }

  /** Whether the value is a Kubernetes object with apiVersion, kind and metadata of its own. */
  public boolean isEmbeddedResource() {
    return embeddedResource;
  }

  /** What an absent field is filled with. */
  public Optional<Json> defaultValue() {
    return Optional.ofNullable(defaultValue);
  }

  /**
   * A property that is filled in where it is absent.
   *
   * @param value what with; its own schema may fill in more
   */
  record Default(String key, StructuralSchema schema, Json value) {}

  /** Of the named properties those with a default: few, and most schemas have none. */
  List<Default> defaults() {
    return defaults;
  }

  /** The named properties, in the order of the schema. */
  public SequencedMap<String, StructuralSchema> properties() {
    return Collections.unmodifiableSequencedMap(properties);
  }

  /** Whether anything is said about fields; where not, nobody need look at them. */
  boolean knowsFields() {
    return !properties.isEmpty() || additional != null;
  }

  /** The schema of the field under a key: its own, or that of all other keys. */
  public Optional<StructuralSchema> field(String key) {
    StructuralSchema own = properties.get(key);
    return own != null ? Optional.of(own) : Optional.ofNullable(additional);
  }

  /** The schema of the field at a dotted path. */
  public Optional<StructuralSchema> at(String path) {
    return at(Path.of(path));
  }

  /** The schema of the field at a path. */
  public Optional<StructuralSchema> at(Path path) {
    Optional<StructuralSchema> here = Optional.of(this);
    for (String key : path.keys()) {
      here = here.flatMap(schema -> schema.field(key));
    }
    return here;
  }

  /** The schema of every item of a list. */
  public Optional<StructuralSchema> items() {
    return Optional.ofNullable(items);
  }

  /** The keys that must be there. */
  public List<String> required() {
    return required;
  }

  /** Whether two schemas say the same of a value, in whatever words they explain it to people. */
  public boolean demandsTheSameAs(StructuralSchema other) {
    return demands().equals(other.demands())
        && properties.keySet().equals(other.properties.keySet())
        && properties.entrySet().stream()
            .allMatch(own ->
                other.field(own.getKey()).filter(own.getValue()::demandsTheSameAs).isPresent())
        && demandTheSame(additional, other.additional)
        && demandTheSame(items, other.items);
  }

  private static boolean demandTheSame(
      @Nullable StructuralSchema one, @Nullable StructuralSchema other) {
    return one == null ? other == null : other != null && one.demandsTheSameAs(other);
  }

  private List<Object> demands() {
    return List.of(
        type,
        nullable,
        preservingUnknown,
        embeddedResource,
        defaultValue(),
        required,
        listType,
        listMapKeys,
        facets);
  }

  /** {@code atomic}, {@code set} or {@code map}. */
  String listType() {
    return listType;
  }

  List<String> listMapKeys() {
    return listMapKeys;
  }

  List<Facet> facets() {
    return facets;
  }

  /** Whether values are quantities: of all int-or-strings, only these have a pattern. */
  boolean isQuantity() {
    return type == Type.INT_OR_STRING
        && facets.stream()
            .anyMatch(facet -> facet instanceof Facet.IsQuantity || facet instanceof Facet.Matches);
  }
}
