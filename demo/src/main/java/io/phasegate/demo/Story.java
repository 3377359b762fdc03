package io.phasegate.demo;

import io.phasegate.conversion.dgdr.DgdrTable;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.JsonReader;
import io.phasegate.conversion.json.MalformedJson;
import io.phasegate.conversion.json.Path;
import io.phasegate.conversion.table.ConversionTable;
import io.phasegate.conversion.table.ConversionTable.FieldPair;
import io.phasegate.testkit.cluster.ApiClient;
import io.phasegate.testkit.cluster.ApiResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
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
  private final ConversionTable table;
  private final Screen screen;
  private final Set<String> toldWarnings = new HashSet<>();

  Story(ApiClient api, ConversionTable table, Screen screen) {
    this.api = api;
    this.table = table;
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
            filledIn.add(new Screen.Pair(shortName(path), value.toString()));
          }
        });
    screen.label(filledIn.isEmpty() ? "filled in: nothing" : "filled in");
    screen.pairs(filledIn);
    tellWarnings(answer);
  }

  /** Each warning once: the same one comes with every write of a kind. */
  private void tellWarnings(ApiResponse answer) {
    List<String> news = answer.warnings().stream().filter(toldWarnings::add).toList();
    if (!news.isEmpty()) {
      screen.label("warned");
      news.forEach(screen::item);
    }
  }

  private JsonObject tellConversion(Request request, JsonObject mine) throws IOException {
    screen.chapter("The same request, read as " + request.otherVersion());
    JsonObject other = api.get(request.url(request.otherVersion())).orThrow().json();

    List<FieldPair> held =
        table.pairs().stream()
            .filter(pair -> mine.at(in(request.version(), pair)).isPresent())
            .filter(pair -> other.at(in(request.otherVersion(), pair)).isPresent())
            .toList();
    List<Screen.Pair> moved =
        held.stream()
            .filter(pair -> !pair.spoke().equals(pair.hub()))
            .map(pair ->
                new Screen.Pair(
                    shortName(in(request.version(), pair)),
                    shortName(in(request.otherVersion(), pair))))
            .toList();
    screen.label("moved (%d more keep their place)".formatted(held.size() - moved.size()));
    screen.pairs(moved);
    tellSlots(other);
    tellPayload(mine, other);
    return other;
  }

  private Path in(String version, FieldPair pair) {
    return version.equals(table.hub()) ? pair.hub() : pair.spoke();
  }

  /** Without the part that nearly all of them begin with. */
  private static String shortName(Path path) {
    return path.toString().replaceFirst("^spec\\.", "");
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

  private void tellPayload(JsonObject mine, JsonObject other) {
    annotation(other, DgdrTable.SPEC_PAYLOAD)
        .flatMap(Story::read)
        .flatMap(payload -> payload.objectAt("spec"))
        .ifPresent(saved -> {
          List<String> names = new ArrayList<>();
          whole(mine, Path.of("spec"), saved, names);
          screen.label(
              "kept in %s, until the other version is read".formatted(DgdrTable.SPEC_PAYLOAD));
          names.forEach(screen::item);
        });
  }

  /** Names what was saved by the highest field that was saved as a whole. */
  private static void whole(JsonObject mine, Path path, JsonObject saved, List<String> names) {
    for (var entry : saved.entries()) {
      Path field = path.key(entry.getKey());
      if (entry.getValue() instanceof JsonObject deeper
          && !mine.at(field).equals(Optional.of(deeper))) {
        whole(mine, field, deeper, names);
      } else {
        names.add(shortName(field));
      }
    }
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
    tellWarnings(answer);
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
