package io.phasegate.admission.payload;

import io.phasegate.admission.finding.FieldPath;
import io.phasegate.admission.finding.Finding;
import io.phasegate.admission.finding.Reason;
import io.phasegate.admission.finding.Violation;
import io.phasegate.admission.finding.Warning;
import io.phasegate.admission.rule.Message;
import io.phasegate.admission.rule.Operation;
import io.phasegate.admission.rule.Request;
import io.phasegate.admission.rule.Rule;
import io.phasegate.admission.rule.RuleText;
import io.phasegate.admission.rule.Subject;
import io.phasegate.conversion.Conversion;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.JsonWriter;
import io.phasegate.conversion.json.Path;
import io.phasegate.conversion.table.AnnotationLimit;
import io.phasegate.conversion.table.ConversionTable;
import io.phasegate.conversion.table.Part;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the hub cannot hold of the spoke, and the other way round, is saved in annotations, and
 * these have a limit. A conversion never fails for that, it leaves fields out; so admission is the
 * one to refuse what would be left out, and updates by those who do not see all there is (ruling
 * 29).
 *
 * @param table of a kind with two versions
 */
public record Room(ConversionTable table) {

  private static final Path ANNOTATIONS = Path.of("metadata.annotations");

  /** More fields than these are not told one by one. */
  private static final int TOLD = 5;

  /** Where less than this is free, a payload may be missing that could not even say so. */
  private static final int SMALLEST_PAYLOADS = 512;

  /**
   * An object of so many bytes of JSON fits for certain, and nobody need convert it to see. What is
   * saved of it is part of it, as its annotations are, and is written in three times its bytes at
   * most: a character of four as two escapes of six.
   */
  private static final int SURELY_FITS = AnnotationLimit.BYTES / 4;

  private static final Message TOO_LARGE =
      new Message(
          "stored as {hub} this takes {size} bytes of annotations and the limit is {limit}; write"
              + " it as {hub}, or shorten the annotations and the fields that {hub} does not have");

  private static final Message NOT_WHOLE =
      new Message(
          "{spoke} does not show all of this request and the update would lose the rest ({fields});"
              + " update it as {hub}");

  private static final Message NOT_ALL =
      new Message("this copy lacks what {spoke} did not show ({fields}); copy it as {hub}");

  /** Refuses writes of the spoke that leave something out when they are stored. */
  public Rule mustSuffice() {
    // It does not ratchet: what was left out once is no leave to leave out more. Nor does it matter
    // what changes: an object that was stored as the spoke before is stored as the hub now.
    return new Rule(
        new RuleText(
            "room",
            ANNOTATIONS.toString(),
            "what %s has no field for does not fit into its annotations".formatted(table.hub()),
            Reason.FORBIDDEN.title(),
            TOO_LARGE.template()),
        EnumSet.allOf(Operation.class),
        true,
        written -> written.object().mostBytes() > SURELY_FITS,
        request -> lacking(request.after()));
  }

  /** Refuses updates by those who did not see all there is. */
  public Rule mustHaveSufficed() {
    return Rule.aboutLoss(
        new RuleText(
            "whole",
            ANNOTATIONS.toString(),
            "they had no room for all that %s holds".formatted(table.hub()),
            Reason.FORBIDDEN.title(),
            NOT_WHOLE.template()),
        this::unseen);
  }

  /** Warns whoever makes a new object of one that did not show all there is. */
  public Rule shouldHaveSufficed() {
    return Rule.aboutObject(
        new RuleText(
            "whole-copy",
            ANNOTATIONS.toString(),
            "they had no room for all that %s held".formatted(table.hub()),
            RuleText.WARNING,
            NOT_ALL.template()),
        Set.of(Operation.CREATE),
        Rule.ANY_OBJECT,
        this::uncopied);
  }

  private List<Finding> lacking(Subject written) {
    OptionalLong size =
        written
            .elsewhere()
            .map(hub -> missingRoom(written.object(), hub.object()))
            .orElseGet(OptionalLong::empty);
    return size.isEmpty() ? List.of() : List.of(tooLarge(size.getAsLong()));
  }

  private Violation tooLarge(long size) {
    return Violation.forbidden(
        FieldPath.of(ANNOTATIONS),
        TOO_LARGE.fill(
            Map.of("hub", hub(), "size", "" + size, "limit", "" + AnnotationLimit.BYTES)));
  }

  /** The size that the hub's annotations would need; empty when it fits. */
  private OptionalLong missingRoom(JsonObject written, JsonObject hub) {
    List<String> omitted = omittedFrom(hub);
    if (omitted.isEmpty() && AnnotationLimit.isFarFromFull(annotations(hub))) {
      return OptionalLong.empty();
    }
    long size = AnnotationLimit.bytes(annotations(hub));
    if (!omitted.isEmpty()) {
      long values =
          outermost(omitted).stream()
              .flatMap(field -> written.at(field).stream())
              .mapToLong(value -> bytes(JsonWriter.text(value)))
              .sum();
      return OptionalLong.of(Math.max(size + values, AnnotationLimit.BYTES + 1L));
    }
    return size > AnnotationLimit.BYTES - SMALLEST_PAYLOADS
        ? OptionalLong.of(size + unsaid(written, hub)).stream()
            .filter(needed -> needed > AnnotationLimit.BYTES)
            .findFirst()
        : OptionalLong.empty();
  }

  /**
   * The fields that are in no other of them: the list may be anybody's, and each value is counted
   * once.
   */
  private static List<Path> outermost(List<String> fields) {
    List<Path> outermost = new ArrayList<>();
    for (Path field : fields.stream().map(Room::path).sorted().toList()) {
      if (outermost.isEmpty() || !field.startsWith(outermost.getLast())) {
        outermost.add(field);
      }
    }
    return outermost;
  }

  /** The size of payloads that are missing without a word, for lack of room for the word. */
  private long unsaid(JsonObject written, JsonObject hub) {
    JsonObject all = annotations(written);
    JsonObject own = JsonObject.empty();
    for (Part part : table.parts()) {
      Optional<Json> saved = all.get(part.payloadKey());
      own = saved.isPresent() ? own.with(part.payloadKey(), saved.get()) : own;
    }
    JsonObject metadata = written.objectAt("metadata").orElse(JsonObject.empty());
    JsonObject alone = written.with("metadata", metadata.with("annotations", own));
    JsonObject payloads =
        table.toHub(alone) instanceof Conversion.Converted(var object)
            ? annotations(object)
            : JsonObject.empty();
    for (String key : payloads.keys()) {
      payloads = annotations(hub).has(key) ? payloads.without(key) : payloads;
    }
    return AnnotationLimit.bytes(payloads);
  }

  /** Whoever edits keeps the annotation, or drops it; what is stored is no less incomplete. */
  private List<Finding> unseen(Request request) {
    List<String> omitted =
        Stream.of(request.oldObject(), request.object())
            .flatMap(object -> omittedFrom(object).stream())
            .distinct()
            .toList();
    return omitted.isEmpty()
        ? List.of()
        : List.of(Violation.forbidden(annotationOf(omitted), NOT_WHOLE.fill(words(omitted))));
  }

  private List<Finding> uncopied(Subject written) {
    List<String> omitted = omittedFrom(written.object());
    return omitted.isEmpty()
        ? List.of()
        : List.of(new Warning(annotationOf(omitted), NOT_ALL.fill(words(omitted))));
  }

  private Map<String, String> words(List<String> omitted) {
    String fields = omitted.stream().limit(TOLD).collect(Collectors.joining(", "));
    return Map.of(
        "spoke",
        table.spokeVersion().toString(),
        "hub",
        hub(),
        "fields",
        omitted.size() > TOLD ? fields + ", ..." : fields);
  }

  private FieldPath annotationOf(List<String> omitted) {
    Path first = path(omitted.getFirst());
    return table.parts().stream()
        .filter(part -> first.startsWith(part.path()))
        .map(part -> FieldPath.annotation(part.payloadKey()))
        .findFirst()
        .orElseGet(() -> FieldPath.of(ANNOTATIONS));
  }

  /** The word is looked for first: a payload can be long to read, and nearly none has it. */
  private List<String> omittedFrom(JsonObject object) {
    JsonObject annotations = annotations(object);
    for (Part part : table.parts()) {
      Optional<String> payload = annotations.get(part.payloadKey()).flatMap(Json::asText);
      if (payload.isPresent() && payload.get().contains("omitted")) {
        return table.omittedFrom(object);
      }
    }
    return List.of();
  }

  private String hub() {
    return table.hubVersion().toString();
  }

  private static JsonObject annotations(JsonObject object) {
    return object.at(ANNOTATIONS).flatMap(Json::asObject).orElse(JsonObject.empty());
  }

  /** Reads what {@link Path#toString} writes; the text may be anybody's, and long. */
  private static Path path(String field) {
    List<String> keys = new ArrayList<>();
    int next = 0;
    while (next < field.length()) {
      boolean bracketed = field.charAt(next) == '[';
      int begin = bracketed || field.charAt(next) == '.' ? next + 1 : next;
      int end = bracketed ? field.indexOf(']', begin) : endOfName(field, begin);
      end = end < 0 ? field.length() : end;
      if (bracketed || end > begin) {
        keys.add(field.substring(begin, end));
      }
      next = bracketed ? end + 1 : end;
    }
    return new Path(keys);
  }

  private static int endOfName(String field, int begin) {
    int end = begin;
    while (end < field.length() && field.charAt(end) != '.' && field.charAt(end) != '[') {
      end++;
    }
    return end;
  }

  private static long bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
