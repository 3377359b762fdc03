package io.phasegate.demo;

import io.phasegate.conversion.ApiVersion;
import io.phasegate.conversion.Converter;
import io.phasegate.conversion.dgdr.DgdrTable;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.Leaves;
import io.phasegate.conversion.json.Path;
import io.phasegate.conversion.table.Fate;
import io.phasegate.testkit.cluster.ApiClient;
import io.phasegate.testkit.cluster.ApiResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What happens to a request, chapter by chapter: written, read in the other version, read back, and
 * refused when it is wrong.
 */
final class Story {

  private static final Path SPEC = Path.of("spec");
  private static final Path ANNOTATIONS = Path.of("metadata.annotations");
  private static final String FIELD_MANAGER = "phasegate-demo";

  private final ApiClient api;
  private final Converter converter;
  private final Screen screen;
  private final Set<String> toldWarnings = new HashSet<>();

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
    var before = specLeaves(request.object());
    var filledIn = new ArrayList<Screen.Pair>();
    specLeaves(mine)
        .forEach((path, value) -> {
          if (!before.containsKey(path)) {
            filledIn.add(new Screen.Pair(shortName(path), value.toString()));
          }
        });
    screen.label(filledIn.isEmpty() ? "filled in: nothing" : "filled in");
    screen.pairs(filledIn);
    tellWarnings(answer);
  }

  private static SequencedMap<Path, Json> specLeaves(JsonObject object) {
    return Leaves.of(object.get("spec").orElse(JsonObject.empty()), SPEC);
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

    var target = new ApiVersion(request.crd().group(), request.otherVersion());
    List<Fate> fates = converter.explain(mine, target).fates();
    long copied =
        all(Fate.Copied.class, fates).filter(each -> each.path().startsWith(SPEC)).count();
    screen.label("moved (%d more keep their place)".formatted(copied));
    screen.pairs(
        all(Fate.Moved.class, fates)
            .filter(moved -> !moved.to().startsWith(ANNOTATIONS))
            .map(moved -> new Screen.Pair(shortName(moved.from()), shortName(moved.to())))
            .toList());
    tellShaped(all(Fate.Shaped.class, fates));
    tellSlots(other);
    tellKept(mine, fates);
    return other;
  }

  private static <F extends Fate> Stream<F> all(Class<F> kind, List<Fate> fates) {
    return fates.stream().filter(kind::isInstance).map(kind::cast);
  }

  /** Without the part that nearly all of them begin with. */
  private static String shortName(Path path) {
    return path.toString().replaceFirst("^spec\\.", "");
  }

  private void tellShaped(Stream<Fate.Shaped> shaped) {
    List<Fate.Shaped> fields = shaped.filter(each -> !each.to().startsWith(ANNOTATIONS)).toList();
    if (!fields.isEmpty()) {
      screen.label("shaped from what stands elsewhere");
      screen.pairs(
          fields.stream()
              .map(each ->
                  new Screen.Pair(
                      each.from().stream().map(Story::shortName).collect(Collectors.joining(", ")),
                      shortName(each.to())))
              .toList());
    }
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

  /** Names what is kept by the highest field that is kept as a whole. */
  private void tellKept(JsonObject mine, List<Fate> fates) {
    List<Path> kept =
        all(Fate.Kept.class, fates)
            .map(Fate.Kept::path)
            .filter(path -> path.startsWith(SPEC))
            .toList();
    if (!kept.isEmpty()) {
      screen.label("kept in %s, until the other version is read".formatted(DgdrTable.SPEC_PAYLOAD));
      kept.stream()
          .map(path -> highestWhole(mine, path, kept))
          .distinct()
          .forEach(path -> screen.item(shortName(path)));
    }
  }

  private static Path highestWhole(JsonObject mine, Path path, List<Path> kept) {
    Path parent = path.parent();
    boolean whole =
        !parent.equals(SPEC)
            && kept.containsAll(Leaves.of(mine.at(parent).orElseThrow(), parent).keySet());
    return whole ? highestWhole(mine, parent, kept) : path;
  }

  private void tellReturn(Request request, JsonObject mine, JsonObject other) throws IOException {
    screen.chapter("And read back as " + request.version());
    JsonObject back = api.get(request.url(request.version())).orThrow().json();
    JsonObject before = comparable(mine);
    if (comparable(back).equals(before)) {
      screen.say(
          "The same object, all %d fields of it: nothing was lost on the way."
              .formatted(specLeaves(before).size()));
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
}
