package io.phasegate.testkit.front;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** From the store to the reader: defaults of the storage version, then the version asked for. */
final class ReadSteps {

  private final Store store;
  private final Schemas schemas;
  private final Conversions conversions;

  ReadSteps(Store store, Schemas schemas, Conversions conversions) {
    this.store = store;
    this.schemas = schemas;
    this.conversions = conversions;
  }

  /** GET of one object. */
  JsonObject get(Target target, Journal journal) throws Refused {
    JsonObject stored =
        store.get(target).orElseThrow(() -> new Refused(ApiStatus.notFound(target)));
    return inVersionOf(target, stored, journal);
  }

  /** GET of a collection: one conversion for each item, as a real API server does it (V5). */
  JsonObject list(Target target, String selectors, Journal journal) throws Refused {
    JsonObject stored = store.list(target.storePath() + selectors);
    List<Json> items = new ArrayList<>();
    for (JsonObject item : items(stored)) {
      items.add(inVersionOf(target, item, journal));
    }
    Json version = stored.at("metadata.resourceVersion").orElse(Json.text(""));
    return JsonObject.of("apiVersion", Json.text(target.apiVersion().toString()))
        .with("kind", Json.text(target.crd().kind() + "List"))
        .with("metadata", JsonObject.of("resourceVersion", version))
        .with("items", JsonArray.of(items));
  }

  static List<JsonObject> items(JsonObject list) {
    return list.get("items").flatMap(Json::asArray).map(JsonArray::items).stream()
        .flatMap(List::stream)
        .flatMap(item -> item.asObject().stream())
        .toList();
  }

  /** What the store holds, in the version of a request. */
  JsonObject inVersionOf(Target target, JsonObject stored, Journal journal) throws Refused {
    JsonObject whole = schemas.complete(target.crd().storageVersion(), withoutNulls(stored));
    JsonObject converted = conversions.convert(whole, target.apiVersion(), journal);
    return schemas.prune(target.version(), converted);
  }

  /** The mock writes {@code namespace: null} on what lives in no namespace. */
  private static JsonObject withoutNulls(JsonObject stored) {
    JsonObject metadata = stored.objectAt("metadata").orElse(JsonObject.empty());
    return metadata.get("namespace").equals(Optional.of(Json.Null.NULL))
        ? stored.with("metadata", metadata.without("namespace"))
        : stored;
  }
}
