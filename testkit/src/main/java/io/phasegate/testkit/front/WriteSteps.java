package io.phasegate.testkit.front;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.testkit.front.FrontOptions.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * From the writer to the store, in the order of a real API server. Nothing is stored before the
 * last step, so a refusal leaves nothing behind.
 */
final class WriteSteps {

  /** How often a change is made again on top of what somebody else wrote meanwhile. */
  private static final int MAX_ATTEMPTS = 5;

  private final Store store;
  private final Schemas schemas;
  private final Admissions admissions;
  private final Conversions conversions;
  private final ReadSteps reads;

  WriteSteps(
      Store store,
      Schemas schemas,
      Admissions admissions,
      Conversions conversions,
      ReadSteps reads) {
    this.store = store;
    this.schemas = schemas;
    this.admissions = admissions;
    this.conversions = conversions;
    this.reads = reads;
  }

  /** Makes the object that is to be out of the one that is. */
  interface Edit {

    /**
     * The object as it should be.
     *
     * @param old as it is, in the version of the request
     * @return what is the API server's to give may be missing
     */
    JsonObject of(JsonObject old) throws Refused;
  }

  /**
   * The way of a new object.
   *
   * @param sent as it came, in the version of the request
   * @return as it was stored, in the same version
   */
  JsonObject create(Write request, JsonObject sent) throws Refused {
    Target target = request.target();
    JsonObject object = Metadata.ofNew(target, sent);
    object = decoded(request, object);
    object =
        mutated(request.about(Operation.CREATE, Metadata.name(object)), object, Json.Null.NULL);
    object = Metadata.withGeneratedName(object);

    Write write = request.about(Operation.CREATE, Metadata.name(object));
    check(write.target(), object);
    admissions.validate(write, object, Json.Null.NULL);
    JsonObject converted = inStorageVersion(write, object);
    if (write.dryRun()) {
      if (store.get(write.target()).isPresent()) {
        throw new Refused(ApiStatus.alreadyExists(write.target()));
      }
      return notWritten(write, object);
    }
    return written(write, store.create(write.target(), converted));
  }

  /**
   * The way of a change, of the object or of its status alone.
   *
   * @return as it was stored, in the version of the request
   */
  JsonObject update(Write write, Edit edit) throws Refused {
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      JsonObject stored =
          store
              .get(write.target())
              .orElseThrow(() -> new Refused(ApiStatus.notFound(write.target())));
      Optional<JsonObject> written = update(write, edit, stored);
      if (written.isPresent()) {
        return written.get();
      }
    }
    throw new Refused(ApiStatus.modified(write.target()));
  }

  private Optional<JsonObject> update(Write write, Edit edit, JsonObject stored) throws Refused {
    Target target = write.target();
    JsonObject old = reads.inVersionOf(target, stored, write.journal());
    JsonObject object = Metadata.ofChanged(target, edit.of(old), old);
    object = decoded(write, object);
    object = mutated(write, object, old);
    object = target.isStatus() ? withStatusOf(object, old) : withStatusOf(old, object);
    check(target, object);
    admissions.validate(write, object, old);
    JsonObject converted = inStorageVersion(write, object);
    if (write.dryRun() || converted.equals(stored)) {
      return Optional.of(notWritten(write, object));
    }
    Optional<JsonObject> replaced = store.replace(target, converted);
    return replaced.isPresent() ? Optional.of(written(write, replaced.get())) : Optional.empty();
  }

  /**
   * The way of a deletion.
   *
   * @return the object as it is now when finalizers still hold it, in the version of the request
   */
  Optional<JsonObject> delete(Write write, Preconditions preconditions) throws Refused {
    Target target = write.target();
    JsonObject stored =
        store.get(target).orElseThrow(() -> new Refused(ApiStatus.notFound(target)));
    preconditions.check(target, stored);
    if (admissions.wants(write)) {
      JsonObject old = reads.inVersionOf(target, stored, write.journal());
      admissions.mutate(write, Json.Null.NULL, old);
      admissions.validate(write, Json.Null.NULL, old);
    }
    if (write.dryRun()) {
      write.journal().add(new Trace.NotWritten());
      return Optional.empty();
    }
    store.delete(target);
    write.journal().add(new Trace.Deleted());
    Optional<JsonObject> held = store.get(target);
    return held.isPresent()
        ? Optional.of(reads.inVersionOf(target, held.get(), write.journal()))
        : Optional.empty();
  }

  /** As the schema of the request's version wants it. */
  private JsonObject decoded(Write write, JsonObject sent) throws Refused {
    JsonObject pruned = schemas.prune(write.target().version(), sent);
    write.journal().pruned(sent, pruned);
    write.unknownFields().judge(write, sent, pruned);
    return filled(write, pruned);
  }

  private JsonObject filled(Write write, JsonObject object) {
    JsonObject filled = schemas.fill(write.target().version(), object);
    write.journal().defaulted(object, filled);
    return filled;
  }

  /** What the mutating webhooks make of it, completed by the schema again (A21). */
  private JsonObject mutated(Write write, JsonObject object, Json old) throws Refused {
    JsonObject mutated = admissions.mutate(write, object, old).asObject().orElse(object);
    return mutated.equals(object)
        ? object
        : filled(write, schemas.prune(write.target().version(), mutated));
  }

  /** One status at a time: main resource and subresource each leave the other's part alone. */
  private static JsonObject withStatusOf(JsonObject source, JsonObject object) {
    return source
        .get("status")
        .map(status -> object.with("status", status))
        .orElseGet(() -> object.without("status"));
  }

  private void check(Target target, JsonObject object) throws Refused {
    List<ApiStatus.Cause> causes = new ArrayList<>(Metadata.faults(object));
    causes.addAll(schemas.faults(target.version(), object));
    if (!causes.isEmpty()) {
      throw new Refused(ApiStatus.invalid(target, causes));
    }
  }

  /**
   * As it goes to the store. A real API server adds the defaults of the storage version at each
   * read and not here; no reader sees a difference, and the mock's generation then counts what
   * people changed and nothing else.
   */
  private JsonObject inStorageVersion(Write write, JsonObject object) throws Refused {
    Target target = write.target();
    JsonObject converted = conversions.convert(object, target.storageVersion(), write.journal());
    return schemas.complete(target.crd().storageVersion(), converted);
  }

  private static JsonObject notWritten(Write write, JsonObject object) {
    write.journal().add(new Trace.NotWritten());
    return object;
  }

  /** The answer is read back from what was stored, as a real API server does it. */
  private JsonObject written(Write write, JsonObject stored) throws Refused {
    write.journal().add(new Trace.Stored(stored));
    return reads.inVersionOf(write.target(), stored, write.journal());
  }
}
