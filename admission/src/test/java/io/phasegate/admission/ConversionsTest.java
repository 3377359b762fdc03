package io.phasegate.admission;

import static io.phasegate.admission.Dgdr.annotate;
import static io.phasegate.admission.Dgdr.asRead;
import static io.phasegate.admission.Dgdr.edit;
import static io.phasegate.admission.Dgdr.goodAlpha;
import static io.phasegate.admission.Dgdr.goodBeta;
import static io.phasegate.admission.Dgdr.toBeta;
import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.admission.dgdr.DgdrV1alpha1Rules;
import io.phasegate.admission.dgdr.DgdrV1beta1Rules;
import io.phasegate.admission.rule.Operation;
import io.phasegate.admission.rule.Settings;
import io.phasegate.conversion.crd.Crds;
import io.phasegate.conversion.dgdr.DgdrTable;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.Path;
import io.phasegate.conversion.table.ConversionTable;
import io.phasegate.conversion.table.Mapping;
import io.phasegate.conversion.table.Part;
import io.phasegate.conversion.table.Trip;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Conversions are what a review costs: no object is converted twice, and most never. */
class ConversionsTest {

  private final Counter counter = new Counter();
  private final Admission admission = admission(counter);

  @Test
  void alphaCreateConvertsItsObjectOnce() {
    admission.validate(Operation.CREATE, goodAlpha(), JsonObject.empty());

    assertThat(counter.seen).hasSize(1);
  }

  @Test
  void alphaUpdateConvertsEachObjectOnce() {
    for (String state : List.of("Pending", "Profiling", "Ready", "Failed")) {
      counter.seen.clear();
      var stored = edit(goodAlpha(), "status.state", state);
      var broken = edit(edit(stored, "spec.model", "''"), "spec.profilingConfig.config", "{}");

      admission.validate(Operation.UPDATE, broken, stored);

      assertThat(counter.seen).as(state).containsExactlyInAnyOrder(broken, stored);
    }
  }

  @Test
  void alphaUpdateOfNothingButMetadataConvertsNothing() {
    var stored = edit(goodAlpha(), "status.state", "Profiling");
    var labelled = edit(stored, "metadata.labels.team", "another");

    admission.validate(Operation.UPDATE, asRead(labelled), asRead(stored));

    assertThat(counter.seen).isEmpty();
  }

  @Test
  void alphaUpdateOfAnAnnotationConvertsBothObjects() {
    var stored = edit(goodAlpha(), "status.state", "Profiling");
    var annotated = annotate(stored, Dgdr.SPEC_PAYLOAD, "{}");

    admission.validate(Operation.UPDATE, annotated, stored);

    assertThat(counter.seen).containsExactlyInAnyOrder(annotated, stored);
  }

  @Test
  void betaWriteConvertsNothing() {
    var stored = edit(goodBeta(), "status.phase", "Profiling");

    admission.validate(Operation.CREATE, goodBeta(), JsonObject.empty());
    admission.validate(Operation.UPDATE, edit(stored, "spec.model", "n"), stored);

    assertThat(counter.seen).isEmpty();
  }

  @Test
  void betaWriteWithSavedFieldsConvertsItsObjectOnce() {
    var stored = toBeta(goodAlpha());

    admission.validate(Operation.UPDATE, edit(stored, "spec.model", "n"), stored);

    assertThat(counter.seen).hasSize(1);
  }

  @Test
  void betaWriteWithABadSavedFieldConvertsNoObjectTwice() {
    var stored =
        annotate(
            goodBeta(),
            Dgdr.SPEC_PAYLOAD,
            "{\"version\":1,\"from\":\"v1alpha1\",\"spec\":{\"deploymentOverrides\":{\"name\":5}}}");

    admission.validate(Operation.UPDATE, edit(stored, "spec.model", "n"), stored);

    // The third is the new object without what was saved.
    assertThat(counter.seen).doesNotHaveDuplicates().hasSize(3);
  }

  @Test
  void defaultingConvertsOnlyWhereNoImageIsNamed() {
    admission.fillIn(Operation.CREATE, goodAlpha(), JsonObject.empty());
    admission.fillIn(Operation.UPDATE, goodAlpha(), goodAlpha());

    assertThat(counter.seen).isEmpty();
  }

  /** A line of the table that remembers what went past it. */
  private static final class Counter implements Mapping {

    private final List<JsonObject> seen = new ArrayList<>();

    @Override
    public List<Path> spokePaths() {
      return List.of();
    }

    @Override
    public List<Path> hubPaths() {
      return List.of();
    }

    @Override
    public String says(String spoke, String hub) {
      return "";
    }

    @Override
    public void toHub(Trip trip) {
      seen.add(trip.original());
    }

    @Override
    public void toSpoke(Trip trip) {
      seen.add(trip.original());
    }
  }

  private static Admission admission(Counter counter) {
    var crd = Crds.read("dynamographdeploymentrequests");
    ConversionTable table = counting(DgdrTable.create(), counter);
    return Admission.of(
        Settings.standard().withDefaultImage("default:1"),
        List.of(
            AdmittedKind.hubAndSpoke(
                crd,
                table,
                DgdrV1beta1Rules::create,
                schema -> DgdrV1alpha1Rules.create(schema, table))));
  }

  private static ConversionTable counting(ConversionTable table, Mapping counter) {
    Part spec = table.parts().getFirst();
    var counting =
        new Part(
            spec.path(),
            spec.payloadKey(),
            Stream.concat(spec.lines().stream(), Stream.of(counter)).toList(),
            spec.legacy(),
            spec.scrubbed());
    List<Part> parts = new ArrayList<>(table.parts());
    parts.set(0, counting);
    return new ConversionTable(
        table.group(), table.kind(), table.spoke(), table.hub(), parts, table.firstToGo());
  }
}
