package io.phasegate.testkit.laws;

import io.phasegate.admission.schema.DecimalNumber;
import io.phasegate.conversion.json.Draft;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.JsonReader;
import io.phasegate.conversion.json.JsonWriter;
import io.phasegate.conversion.json.MalformedJson;
import io.phasegate.conversion.json.Path;
import io.phasegate.conversion.table.ConversionTable;
import io.phasegate.conversion.table.Legacy;
import io.phasegate.conversion.table.Part;
import io.phasegate.conversion.table.Slot;
import io.phasegate.testkit.generate.Side;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What "the same object" means: equal to the last digit, but for what the rulings let conversion
 * change. These are
 *
 * <ul>
 *   <li>private annotations, and the slots' keys on a spoke object where the field decides (24);
 *   <li>the white space and the order of keys in a slot that holds JSON;
 *   <li>{@code metadata} that is absent or null is {@code {}} (W7);
 *   <li>{@code annotations} that held nothing but private ones may be absent (C5), and {@code null}
 *       is as good as absent: no API server sends it, and ours can be put into neither;
 *   <li>the spelling of a number in an int32 field (28);
 *   <li>what the kind itself tells: {@code false} as absent (26), a container's name (case 52).
 * </ul>
 */
final class SameObject {

  private static final Path ANNOTATIONS = Path.of("metadata.annotations");

  private final KindUnderLaw kind;
  private final List<Slot> slots;
  private final List<ConversionTable.FieldPair> int32s;

  SameObject(KindUnderLaw kind) {
    this.kind = kind;
    this.slots =
        kind.table().parts().stream()
            .flatMap(part -> part.lines().stream())
            .filter(Slot.class::isInstance)
            .map(Slot.class::cast)
            .toList();
    JsonObject hub = kind.crd().storageVersion().schema();
    this.int32s =
        kind.table().pairs().stream()
            .filter(pair -> schemaAt(hub, pair.hub()).textAt("format").equals(Optional.of("int32")))
            .toList();
  }

  private static JsonObject schemaAt(JsonObject schema, Path path) {
    JsonObject here = schema;
    for (String key : path.keys()) {
      here =
          here.objectAt("properties").flatMap(all -> all.objectAt(key)).orElse(JsonObject.empty());
    }
    return here;
  }

  /**
   * The first difference between two objects of a side, in words.
   *
   * @return empty when they are the same
   */
  Optional<String> difference(JsonObject expected, JsonObject actual, Side side) {
    JsonObject left = normal(expected, side);
    JsonObject right = normal(actual, side);
    // Where private annotations were all that there was, an empty map is as good as none.
    if (onlyPrivate(expected, left) || onlyPrivate(actual, right)) {
      left = isEmpty(left.at(ANNOTATIONS)) ? without(left, ANNOTATIONS) : left;
      right = isEmpty(right.at(ANNOTATIONS)) ? without(right, ANNOTATIONS) : right;
    }
    return difference(left, right);
  }

  /** The first difference between two trees, in words. */
  static Optional<String> difference(JsonObject expected, JsonObject actual) {
    return expected.equals(actual)
        ? Optional.empty()
        : Optional.of(difference(Path.of(""), expected, actual));
  }

  private static String difference(Path path, Json expected, Json actual) {
    if (expected instanceof JsonObject left && actual instanceof JsonObject right) {
      Set<String> keys = new LinkedHashSet<>(left.keys());
      keys.addAll(right.keys());
      for (String key : new TreeSet<>(keys)) {
        if (!left.get(key).equals(right.get(key))) {
          return left.has(key) && right.has(key)
              ? difference(path.key(key), left.get(key).orElseThrow(), right.get(key).orElseThrow())
              : "%s should be %s and is %s"
                  .formatted(path.key(key), shown(left.get(key)), shown(right.get(key)));
        }
      }
    }
    return "%s should be %s and is %s".formatted(path, expected, actual);
  }

  private static String shown(Optional<Json> value) {
    return value.map(Json::toString).orElse("absent");
  }

  private static boolean onlyPrivate(JsonObject object, JsonObject normal) {
    return isEmpty(normal.at(ANNOTATIONS)) && !isEmpty(object.at(ANNOTATIONS));
  }

  private static boolean isEmpty(Optional<Json> value) {
    return value.equals(Optional.of(JsonObject.empty()));
  }

  /** An object of a side without what conversion may change. */
  JsonObject normal(JsonObject object, Side side) {
    Draft draft = Draft.of(side == Side.HUB ? kind.hubNormal().apply(object) : object);
    if (object.objectAt("metadata").isEmpty()) {
      draft.put(Path.of("metadata"), JsonObject.empty());
    }
    if (object.at(ANNOTATIONS).filter(Json.Null.NULL::equals).isPresent()) {
      draft.take(ANNOTATIONS, ANNOTATIONS.parent());
    }
    for (Part part : kind.table().parts()) {
      if (object.at(part.path()).flatMap(Json::asObject).isPresent()) {
        privateKeys(part).forEach(key -> draft.take(ANNOTATIONS.key(key), ANNOTATIONS));
      }
    }
    for (Slot slot : slots) {
      slot(draft, object, slot, side);
    }
    for (ConversionTable.FieldPair pair : int32s) {
      Path path = side.path(pair);
      draft.get(path).flatMap(SameObject::plain).ifPresent(number -> draft.put(path, number));
    }
    for (Path path : side == Side.SPOKE ? kind.falseIsAbsent() : Set.<Path>of()) {
      if (draft.get(path).equals(Optional.of(Json.Bool.FALSE))) {
        draft.take(path, path.parent());
      }
    }
    return draft.freeze();
  }

  /** The annotations that are fields of the hub. */
  List<String> slotKeys() {
    return slots.stream().map(Slot::key).toList();
  }

  /** The private annotations of a part. */
  static List<String> privateKeys(Part part) {
    Set<String> keys = new LinkedHashSet<>(part.scrubbed());
    keys.add(part.payloadKey());
    part.legacy().stream().map(Legacy::key).forEach(keys::add);
    return List.copyOf(keys);
  }

  private static void slot(Draft draft, JsonObject object, Slot slot, Side side) {
    Path path = ANNOTATIONS.key(slot.key());
    Optional<Json> inSlot =
        draft.get(path).flatMap(Json::asText).flatMap(text -> read(slot.form(), text));
    Path part = new Path(slot.spoke().keys().subList(0, 1));
    if (object.at(part).flatMap(Json::asObject).isEmpty()) {
      return;
    }
    boolean fieldDecides =
        side == Side.SPOKE
            && (inSlot.isPresent()
                || object.at(slot.spoke()).filter(value -> fits(slot.form(), value)).isPresent());
    if (fieldDecides) {
      draft.take(path, ANNOTATIONS);
    } else if (inSlot.isPresent()) {
      draft.put(path, Json.text(JsonWriter.sortedText(inSlot.get())));
    }
  }

  /** What a slot's text stands for; empty when it is not of the slot's form. */
  static Optional<Json> read(Slot.Form form, String text) {
    try {
      Json value = form == Slot.Form.TEXT ? Json.text(text) : JsonReader.read(text);
      return Optional.of(value).filter(any -> fits(form, any));
    } catch (MalformedJson e) {
      return Optional.empty();
    }
  }

  private static boolean fits(Slot.Form form, Json value) {
    return switch (form) {
      case TEXT -> value.asText().filter(text -> !text.isEmpty()).isPresent();
      case NAMED_OBJECT ->
          value
              .asObject()
              .flatMap(object -> object.textAt("name"))
              .filter(name -> !name.isEmpty())
              .isPresent();
    };
  }

  /** A number that is an int32, in plain digits. */
  private static Optional<Json> plain(Json value) {
    if (!(value instanceof Json.Num number)) {
      return Optional.empty();
    }
    DecimalNumber exact = DecimalNumber.of(number);
    if (!exact.isInteger()
        || exact.compareTo(DecimalNumber.of(Integer.MIN_VALUE)) < 0
        || exact.compareTo(DecimalNumber.of(Integer.MAX_VALUE)) > 0) {
      return Optional.empty();
    }
    String digits =
        exact.digits().isEmpty()
            ? "0"
            : exact.digits() + "0".repeat((int) exact.exponent() - exact.digits().length());
    return Optional.of(new Json.Num(exact.negative() ? "-" + digits : digits));
  }

  static JsonObject without(JsonObject object, Path path) {
    Draft draft = Draft.of(object);
    draft.take(path, path.parent());
    return draft.freeze();
  }
}
