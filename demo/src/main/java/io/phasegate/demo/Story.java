package io.phasegate.demo;

import io.phasegate.conversion.Converter;
import io.phasegate.conversion.dgdr.DgdrTable;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.JsonReader;
import io.phasegate.conversion.json.MalformedJson;
import io.phasegate.conversion.json.Path;
import io.phasegate.testkit.cluster.ApiClient;
import io.phasegate.testkit.cluster.ApiResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What happens to a request, chapter by chapter: written, read in the other version, read back, and
 * refused when it is wrong.
 */
final class Story {

  private static final Path ANNOTATIONS = Path.of("metadata.annotations");
  private static final String FIELD_MANAGER = "phasegate-demo";

  private final ApiClient api;
  private final Converter converter;
  private final Screen screen;

  Story(ApiClient api, Converter converter, Screen screen) {
    this.api = api;
    this.converter = converter;
    this.screen = screen;
  }

  /**
   * Tells a request's story as far as it goes.
   *
   * @return false when the request was refused
   */
  boolean tell(Request request) throws IOException {
    screen.chapter("A request, as somebody wrote it: " + request.place());
    ApiResponse written = apply(request);
    if (!written.succeeded()) {
      tellRefusal(request, written);
      return false;
    }
    JsonObject mine = written.json();
    tellAdmission(request, written, mine);
    JsonObject other = tellConversion(request, mine);
    tellReturn(request, mine, other);
    return true;
  }

  /**
   * Applies a wrong request and shows what its writer gets to see.
   *
   * @return false when it was not refused at all
   */
  boolean tellWrongRequest(Request request) throws IOException {
    screen.chapter("A wrong request: " + request.place());
    ApiResponse answer = apply(request);
    if (answer.succeeded()) {
      screen.say("It was accepted, and should not have been.");
      return false;
    }
    tellRefusal(request, answer);
    return true;
  }

  private ApiResponse apply(Request request) throws IOException {
    return api.apply(
        request.url(request.version()) + "?fieldValidation=Strict",
        FIELD_MANAGER,
        request.object());
  }

  private void tellAdmission(Request request, ApiResponse answer, JsonObject mine) {
    screen.say(
        "%s %s/%s was applied as %s and accepted."
            .formatted(
                request.crd().kind(), request.namespace(), request.name(), request.version()));
    var before = Leaves.of(request.object(), "spec");
    var filledIn = new ArrayList<Screen.Pair>();
    Leaves.of(mine, "spec")
        .forEach((path, value) -> {
          if (!before.containsKey(path)) {
            filledIn.add(new Screen.Pair(path.toString(), value.toString()));
          }
        });
    screen.label(filledIn.isEmpty() ? "filled in: nothing" : "filled in");
    screen.pairs(filledIn);
    screen.label(answer.warnings().isEmpty() ? "warned about: nothing" : "warned about");
    answer.warnings().forEach(screen::item);
  }

  private JsonObject tellConversion(Request request, JsonObject mine) throws IOException {
    screen.chapter("The same request, read as " + request.otherVersion());
    JsonObject other = api.get(request.url(request.otherVersion())).orThrow().json();

    var moved = new ArrayList<Screen.Pair>();
    Set<Path> arrived = new LinkedHashSet<>();
    for (Path path : Leaves.of(other, "spec").keySet()) {
      converter
          .sourcePath(mine, path)
          .filter(source -> !source.startsWith(ANNOTATIONS))
          .ifPresent(source -> {
            arrived.add(source);
            if (!source.equals(path)) {
              moved.add(new Screen.Pair(source.toString(), path.toString()));
            }
          });
    }
    long same = arrived.size() - moved.size();
    screen.label("moved, beside %d fields that keep their place".formatted(same));
    screen.pairs(moved);
    tellSlots(other);
    tellPayload(other);
    return other;
  }

  private void tellSlots(JsonObject other) {
    var slots = new ArrayList<Screen.Pair>();
    for (String key : List.of(DgdrTable.CONFIG_MAP_REF, DgdrTable.OUTPUT_PVC)) {
      annotation(other, key).ifPresent(text -> slots.add(new Screen.Pair(key, text)));
    }
    if (!slots.isEmpty()) {
      screen.label("now annotations, live ones: edit or delete them and you win");
      screen.pairs(slots);
    }
  }

  private void tellPayload(JsonObject other) {
    Optional<JsonObject> saved =
        annotation(other, DgdrTable.SPEC_PAYLOAD)
            .flatMap(Story::read)
            .flatMap(payload -> payload.objectAt("spec"));
    saved.ifPresent(spec -> {
      screen.label(
          "kept in %s until the other version is read again".formatted(DgdrTable.SPEC_PAYLOAD));
      screen.item(
          String.join(
              ", ",
              Leaves.of(JsonObject.of("spec", spec), "spec").keySet().stream()
                  .map(path -> path.toString().substring("spec.".length()))
                  .toList()));
    });
  }

  private void tellReturn(Request request, JsonObject mine, JsonObject other) throws IOException {
    screen.chapter("And read back as " + request.version());
    JsonObject back = api.get(request.url(request.version())).orThrow().json();
    JsonObject before = comparable(mine);
    if (comparable(back).equals(before)) {
      screen.say(
          "The same object, all %d fields of it: nothing was lost on the way."
              .formatted(Leaves.of(before, "spec").size()));
    } else {
      throw new IOException(
          "the object came back changed, which must never happen: " + comparable(back));
    }
    if (!other.at("metadata.uid").equals(back.at("metadata.uid"))) {
      throw new IOException("the two versions do not show the same object");
    }
  }

  /** What must come back: everything but what the server keeps a book of by itself. */
  private static JsonObject comparable(JsonObject object) {
    JsonObject metadata = object.objectAt("metadata").orElse(JsonObject.empty());
    return object.with("metadata", metadata.without("managedFields").without("resourceVersion"));
  }

  private void tellRefusal(Request request, ApiResponse answer) throws IOException {
    JsonObject status = answer.json();
    screen.say(
        "%s %s/%s was refused (%d %s):"
            .formatted(
                request.crd().kind(),
                request.namespace(),
                request.name(),
                answer.status(),
                status.textAt("reason").orElse("")));
    List<Json> causes =
        status.at("details.causes").flatMap(Json::asArray).map(JsonArray::items).orElse(List.of());
    if (causes.isEmpty()) {
      screen.item(status.textAt("message").orElse(answer.text()));
    }
    for (Json cause : causes) {
      JsonObject fields = cause.asObject().orElse(JsonObject.empty());
      screen.label(fields.textAt("field").orElse("the object"));
      screen.item(fields.textAt("message").orElse(""));
    }
    if (!answer.warnings().isEmpty()) {
      screen.label("warned about");
      answer.warnings().forEach(screen::item);
    }
  }

  private static Optional<String> annotation(JsonObject object, String key) {
    return object.at(ANNOTATIONS.key(key)).flatMap(Json::asText);
  }

  private static Optional<JsonObject> read(String json) {
    try {
      return JsonReader.read(json).asObject();
    } catch (MalformedJson e) {
      return Optional.empty();
    }
  }
}
