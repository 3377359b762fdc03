package io.phasegate.admission.dgdr;

import io.phasegate.admission.dgdr.DgdrPhase.Freeze;
import io.phasegate.admission.finding.FieldPath;
import io.phasegate.admission.finding.Finding;
import io.phasegate.admission.finding.Warning;
import io.phasegate.admission.rule.Request;
import io.phasegate.admission.rule.Rule;
import io.phasegate.admission.rule.RuleText;
import io.phasegate.admission.rule.Subject;
import io.phasegate.conversion.dgdr.DgdrTable;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.JsonReader;
import io.phasegate.conversion.json.MalformedJson;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The two annotations that belong to the spec can be edited at any time, as annotations can. Once
 * the Job is made it does not read them again, which is worth a warning (ruling 33).
 */
record DgdrFrozenSlots(DgdrPhase phase) {

  private static final List<FieldPath> SLOTS =
      List.of(
          FieldPath.annotation(DgdrTable.CONFIG_MAP_REF),
          FieldPath.annotation(DgdrTable.OUTPUT_PVC));

  private static final String MESSAGE = "the profiling Job keeps what it was made with";

  /** The key that a reference without one means. */
  private static final Json DEFAULT_KEY = Json.text("disagg.yaml");

  /** Warns of edits that come too late. */
  Rule edited() {
    return Rule.aboutChange(
        new RuleText(
            "frozen-slots",
            DgdrTable.CONFIG_MAP_REF + ", " + DgdrTable.OUTPUT_PVC,
            "it changes while the phase is any but Pending",
            RuleText.WARNING,
            MESSAGE),
        this::changed);
  }

  private List<Finding> changed(Request request) {
    return phase.freezeOf(request.before()) == Freeze.NONE
        ? List.of()
        : SLOTS.stream()
            .filter(slot -> !meaning(request.before(), slot).equals(meaning(request.after(), slot)))
            .<Finding>map(slot -> new Warning(slot, MESSAGE))
            .toList();
  }

  /** What a slot says, however it is spelled. */
  private static Optional<Json> meaning(Subject request, FieldPath slot) {
    return slot.in(request.object())
        .map(value ->
            Stream.of(value)
                .flatMap(text -> text.asText().stream())
                .flatMap(text -> reference(text).stream())
                .<Json>map(reference ->
                    reference.has("key") ? reference : reference.with("key", DEFAULT_KEY))
                .findFirst()
                .orElse(value));
  }

  private static Optional<JsonObject> reference(String text) {
    try {
      return JsonReader.read(text).asObject();
    } catch (MalformedJson e) {
      return Optional.empty();
    }
  }
}
