package io.phasegate.admission.payload;

import io.phasegate.admission.finding.FieldPath;
import io.phasegate.admission.finding.Finding;
import io.phasegate.admission.finding.Reason;
import io.phasegate.admission.finding.Violation;
import io.phasegate.admission.payload.Payloads.Omitted;
import io.phasegate.admission.rule.Message;
import io.phasegate.admission.rule.Operation;
import io.phasegate.admission.rule.Request;
import io.phasegate.admission.rule.Rule;
import io.phasegate.admission.rule.RuleText;
import io.phasegate.admission.rule.Subject;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.JsonWriter;
import io.phasegate.conversion.table.ConversionTable;
import io.phasegate.conversion.table.Part;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The spoke's fields that the hub cannot hold are stored in annotations, and these have a limit. A
 * conversion never fails for that, it leaves fields out; so admission is the one to refuse what
 * would be left out, and updates by those who do not see all there is (ruling 29).
 */
public final class Room {

  /** All keys and values of an object's annotations together, in bytes: the API server's limit. */
  static final int LIMIT = 256 * 1024;

  private static final FieldPath ANNOTATIONS = FieldPath.of(Payloads.ANNOTATIONS);

  /** More fields than these are not told one by one. */
  private static final int TOLD = 5;

  private static final Message TOO_LARGE =
      new Message(
          "stored as {hub} this takes {size} bytes of annotations and the limit is {limit}; write"
              + " it as {hub}, or shorten the annotations and the fields that {hub} does not have");

  private static final Message NOT_WHOLE =
      new Message(
          "{spoke} does not show all of this request and the update would lose the rest ({fields});"
              + " update it as {hub}");

  private final ConversionTable table;
  private final Payloads payloads;

  private Room(ConversionTable table) {
    this.table = table;
    this.payloads = new Payloads(table.parts().stream().map(Part::payloadKey).toList());
  }

  /** Refuses writes of the spoke that leave something out when they are stored. */
  public static Rule mustSuffice(ConversionTable table) {
    var room = new Room(table);
    return Rule.aboutObject(
        new RuleText(
            "room",
            ANNOTATIONS.toString(),
            "what " + table.hub() + " has no field for does not fit into its annotations",
            Reason.FORBIDDEN.title(),
            TOO_LARGE.template()),
        EnumSet.allOf(Operation.class),
        room::lacking);
  }

  /** Refuses updates by those who did not see all there is. */
  public static Rule mustHaveSufficed(ConversionTable table) {
    var room = new Room(table);
    return Rule.aboutChange(
        new RuleText(
            "whole",
            ANNOTATIONS.toString(),
            "the annotations had no room for all that " + table.hub() + " holds",
            Reason.FORBIDDEN.title(),
            NOT_WHOLE.template()),
        room::unseen);
  }

  private List<Finding> lacking(Subject written) {
    return written.elsewhere().map(Subject::object).stream()
        .filter(
            hub -> size(hub) > LIMIT || payloads.omitted(hub, table.spoke()).findAny().isPresent())
        .<Finding>map(hub -> Violation.forbidden(ANNOTATIONS, tooLarge(written.object(), hub)))
        .toList();
  }

  private String tooLarge(JsonObject written, JsonObject hub) {
    long omitted =
        payloads
            .omitted(hub, table.spoke())
            .flatMap(omission -> written.at(omission.field()).stream())
            .mapToLong(value -> bytes(JsonWriter.text(value)))
            .sum();
    long size = Math.max(size(hub) + omitted, LIMIT + 1L);
    return TOO_LARGE.fill(Map.of("size", "" + size, "limit", "" + LIMIT, "hub", hub()));
  }

  /** Whoever edits keeps the annotation, or drops it; what is stored is no less incomplete. */
  private List<Finding> unseen(Request request) {
    List<Omitted> omitted =
        List.of(request.oldObject(), request.object()).stream()
            .flatMap(object -> payloads.omitted(object, table.hub()))
            .distinct()
            .toList();
    return omitted.stream()
        .limit(1)
        .<Finding>map(first ->
            Violation.forbidden(
                FieldPath.annotation(first.key()),
                NOT_WHOLE.fill(Map.of("spoke", spoke(), "hub", hub(), "fields", told(omitted)))))
        .toList();
  }

  private static String told(List<Omitted> omitted) {
    String fields =
        omitted.stream().limit(TOLD).map(Omitted::field).collect(Collectors.joining(", "));
    return omitted.size() > TOLD ? fields + ", ..." : fields;
  }

  private String hub() {
    return table.hubVersion().toString();
  }

  private String spoke() {
    return table.spokeVersion().toString();
  }

  private static long size(JsonObject object) {
    return object
        .at(Payloads.ANNOTATIONS)
        .flatMap(Json::asObject)
        .orElse(JsonObject.empty())
        .entries()
        .stream()
        .mapToLong(entry -> bytes(entry.getKey()) + bytes(entry.getValue().asText().orElse("")))
        .sum();
  }

  private static long bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
