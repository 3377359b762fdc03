package io.phasegate.testkit.front;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.testkit.front.FrontOptions.Operation;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Answers requests about registered kinds, verb by verb. */
final class KindRequests {

  private static final String JSON_PATCH = "application/json-patch+json";
  private static final String MERGE_PATCH = "application/merge-patch+json";

  private final Store store;
  private final ReadSteps reads;
  private final WriteSteps writes;
  private final Consumer<Trace> traces;

  KindRequests(Store store, ReadSteps reads, WriteSteps writes, Consumer<Trace> traces) {
    this.store = store;
    this.reads = reads;
    this.writes = writes;
    this.traces = traces;
  }

  Reply answer(ApiRequest request, Target target) {
    Optional<Verb> verb = Verb.of(request, target);
    if (verb.isEmpty()) {
      return Reply.Whole.of(ApiStatus.methodNotAllowed(), List.of());
    }
    var journal = new Journal();
    String deprecation = target.version().deprecationWarning();
    if (!deprecation.isEmpty()) {
      journal.warn(List.of(deprecation));
    }
    Reply reply;
    try {
      reply = answer(verb.get(), request, target, journal);
    } catch (Refused e) {
      journal.add(new Trace.Ended(e.status()));
      reply = Reply.Whole.of(e.status(), journal.warnings());
    }
    if (verb.get().writes()) {
      traces.accept(journal.trace(request.method(), request.path()));
    }
    return reply;
  }

  private Reply answer(Verb verb, ApiRequest request, Target target, Journal journal)
      throws Refused {
    return switch (verb) {
      case GET -> whole(200, reads.get(target, journal), journal);
      case LIST -> whole(200, reads.list(target, request.selectors(), journal), journal);
      case WATCH -> watch(request, target, journal);
      case CREATE -> {
        Write write = Write.of(request, target, Operation.CREATE, journal);
        yield whole(201, writes.create(write, request.object()), journal);
      }
      case UPDATE -> {
        JsonObject sent = request.object();
        Write write = Write.of(request, target, Operation.UPDATE, journal);
        yield updated(write, old -> replacing(target, sent));
      }
      case PATCH -> patch(request, target, journal);
      case DELETE -> delete(request, target, journal);
    };
  }

  private static Reply whole(int code, JsonObject body, Journal journal) {
    return Reply.Whole.of(code, body, journal.warnings());
  }

  private Reply watch(ApiRequest request, Target target, Journal journal) throws Refused {
    String query = target.storePath() + request.selectors();
    WatchStream.View view = object -> reads.inVersionOf(target, object, new Journal());
    return new Reply.Watching(WatchStream.of(store, request, query, view), journal.warnings());
  }

  /** A PUT must say what it replaces: custom resources allow no unconditional update. */
  private static JsonObject replacing(Target target, JsonObject sent) throws Refused {
    if (sent.textAt("metadata.resourceVersion").orElse("").isEmpty()) {
      throw new Refused(
          ApiStatus.invalid(
              target,
              List.of(
                  new ApiStatus.Cause(
                      "FieldValueInvalid",
                      "metadata.resourceVersion",
                      "Invalid value: 0x0: must be specified for an update"))));
    }
    return sent;
  }

  private Reply patch(ApiRequest request, Target target, Journal journal) throws Refused {
    Write write = Write.of(request, target, Operation.UPDATE, journal);
    return switch (request.contentType()) {
      case JSON_PATCH -> {
        JsonArray patch =
            request
                .json()
                .asArray()
                .orElseThrow(() -> new Refused(ApiStatus.badRequest("a JSON Patch is a list")));
        yield updated(write, old -> Patching.ofClient(old, patch));
      }
      case MERGE_PATCH -> {
        JsonObject patch = request.object();
        yield updated(write, old -> Patching.merged(old, patch));
      }
      case ApiRequest.APPLY -> apply(write, request.object());
      default ->
          throw new Refused(
              ApiStatus.unsupportedMediaType(
                  request.contentType(), List.of(JSON_PATCH, MERGE_PATCH, ApiRequest.APPLY)));
    };
  }

  private Reply updated(Write write, WriteSteps.Edit edit) throws Refused {
    return whole(200, writes.update(write, edit), write.journal());
  }

  /** Created when it is not there, merged over what is there otherwise: an upsert, no more. */
  private Reply apply(Write write, JsonObject applied) throws Refused {
    Target target = write.target();
    if (write.fieldManager().isEmpty()) {
      throw new Refused(
          ApiStatus.plain(
              422,
              "Invalid",
              "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required"
                  + " for apply patch"));
    }
    if (store.get(target).isPresent() || target.isStatus()) {
      return updated(write, old -> Patching.merged(old, applied));
    }
    JsonObject metadata = applied.objectAt("metadata").orElse(JsonObject.empty());
    JsonObject named = applied.with("metadata", metadata.with("name", Json.text(target.name())));
    Write create = write.about(Operation.CREATE, target.name());
    return whole(201, writes.create(create, named), write.journal());
  }

  private Reply delete(ApiRequest request, Target target, Journal journal) throws Refused {
    Write write = Write.of(request, target, Operation.DELETE, journal);
    Optional<JsonObject> held = writes.delete(write, Preconditions.of(request.object()));
    JsonObject done =
        JsonObject.of("kind", Json.text("Status"))
            .with("apiVersion", Json.text("v1"))
            .with("metadata", JsonObject.empty())
            .with("status", Json.text("Success"))
            .with("details", target.details(target.crd().plural()));
    return whole(200, held.orElse(done), journal);
  }
}
