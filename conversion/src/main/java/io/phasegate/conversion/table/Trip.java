package io.phasegate.conversion.table;

import io.phasegate.conversion.json.Draft;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.Path;
import java.util.Optional;

/**
 * One part of one object on its way to the other version: what a line may look at and change.
 *
 * <p>Three trees, all addressed from the object's root: the <em>source</em>, from which lines take;
 * the <em>target</em>, into which they put; and the <em>saved</em> values of the target's version
 * that an earlier conversion left in the payload. What is left of the source at the end will be
 * saved; what is left of the saved values will be laid under the target.
 */
public final class Trip {

  private static final Path ANNOTATIONS = Path.of("metadata.annotations");
  private static final Path NAME = Path.of("metadata.name");
  private static final Path UID = Path.of("metadata.uid");

  private final JsonObject original;
  private final Part part;
  private final Draft source;
  private final Draft target;
  private final Draft annotations;
  private final Payload payload;
  private final Draft saved;
  private final Path payloadPath;
  private final Shapes shapes = new Shapes();
  private final Account account;

  Trip(
      JsonObject original,
      Part part,
      Draft target,
      Draft annotations,
      Payload payload,
      Account account) {
    this.original = original;
    this.part = part;
    this.account = account;
    this.source = Draft.of(original);
    this.target = target;
    this.annotations = annotations;
    this.payload = payload;
    this.payloadPath = ANNOTATIONS.key(part.payloadKey());
    this.saved = Draft.empty();
    if (!payload.values().isEmpty()) {
      saved.put(part.path(), payload.values());
    }
  }

  /** The source object as it arrived, whatever lines have taken since. */
  public JsonObject original() {
    return original;
  }

  /** What nobody has taken yet. */
  public Optional<Json> live(Path path) {
    Optional<Json> value = source.get(path);
    value.ifPresent(_ -> account.looked(path));
    return value;
  }

  /** Takes a value out of the source: the target holds it now, so it need not be saved. */
  public Optional<Json> take(Path path) {
    Optional<Json> value = source.take(path, part.path());
    value.ifPresent(_ -> account.took(path));
    return value;
  }

  /** Leaves a value in the source in other words; it is what will be saved. */
  public void leave(Path path, Json value) {
    source.put(path, value);
  }

  /**
   * Saves a field although the target holds it, because a saved one makes sense beside it only.
   * Does nothing where the source does not have it.
   */
  public void keepBeside(Path path) {
    original.at(path).ifPresent(value -> source.put(path, value));
  }

  /** What the target holds so far. */
  public Optional<Json> target(Path path) {
    return target.get(path);
  }

  /** Puts a value into the target. */
  public void put(Path path, Json value) {
    target.put(path, value);
    account.put(path);
  }

  /** True when nothing is at this path of the target and nothing but objects on the way. */
  public boolean isFree(Path path) {
    return target.isFree(path);
  }

  /** A value of the target's version that the payload saved. */
  public Optional<Json> saved(Path path) {
    Optional<Json> value = saved.get(path);
    value.ifPresent(_ -> account.looked(payloadPath));
    return value;
  }

  /** The same as it stood in the payload, whatever lines have dropped since. */
  public Optional<Json> wasSaved(Path path) {
    Optional<Json> value = payload.value(part.path(), path);
    value.ifPresent(_ -> account.looked(payloadPath));
    return value;
  }

  /** Drops a saved value: the live source says otherwise, or says it itself. */
  public void forget(Path path) {
    saved.take(path, part.path());
  }

  /** Puts a saved value in other words. */
  public void remember(Path path, Json value) {
    saved.put(path, value);
  }

  /** Notes that a field was absent in the source although the target now has it. */
  public void noteAbsent(Path path) {
    shapes.absent(path);
  }

  /** True when the payload says that this field of the target's version was absent. */
  public boolean wasAbsent(Path path) {
    return payload.shapes().isAbsent(path);
  }

  /**
   * True for a whole object. A server-side-apply field set has neither name nor uid, and on one of
   * these nothing that is absent may be invented (V10).
   */
  public boolean isWhole() {
    return original.at(NAME).isPresent() || original.at(UID).isPresent();
  }

  /** True when the payload is ours, and not one of Dynamo's own operator. */
  public boolean payloadIsOurs() {
    return payload.isOurs();
  }

  /** The text of an annotation as it is now. */
  public Optional<String> annotation(String key) {
    return annotations.get(key).flatMap(Json::asText);
  }

  /** True when an annotation fits beside those that are there (C13, ruling 29). */
  public boolean hasRoomFor(String key, String value) {
    return AnnotationLimit.hasRoom(annotations.freeze(), key, value);
  }

  public void annotate(String key, String value) {
    annotations.put(key, Json.text(value));
    account.put(ANNOTATIONS.key(key));
  }

  public void removeAnnotation(String key) {
    annotations.take(key);
    account.took(ANNOTATIONS.key(key));
  }

  /** What the target could not hold, relative to the part. */
  JsonObject remainder() {
    return source.get(part.path()).flatMap(Json::asObject).orElse(JsonObject.empty());
  }

  Shapes shapes() {
    return shapes;
  }

  /** Lays what is still saved under the target: a value that is there already wins. */
  void restore() {
    Optional<JsonObject> values = saved.get(part.path()).flatMap(Json::asObject);
    if (values.isPresent()) {
      JsonObject live = target.get(part.path()).flatMap(Json::asObject).orElse(JsonObject.empty());
      target.put(part.path(), live.over(values.get()));
    }
  }
}
