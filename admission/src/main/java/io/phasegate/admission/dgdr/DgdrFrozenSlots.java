package io.phasegate.admission.dgdr;

import io.phasegate.admission.dgdr.DgdrPhase.Freeze;
import io.phasegate.admission.finding.FieldPath;
import io.phasegate.admission.finding.Finding;
import io.phasegate.admission.finding.Warning;
import io.phasegate.admission.rule.Request;
import io.phasegate.conversion.dgdr.DgdrTable;
import java.util.List;
import java.util.stream.Stream;

/**
 * The two annotations that belong to the spec can be edited at any time, as annotations can. Once
 * the Job is made it does not read them again, which is worth a warning (ruling 33).
 */
record DgdrFrozenSlots(DgdrPhase phase) {

  List<Finding> changedSlots(Request request) {
    List<FieldPath> changed =
        Stream.of(DgdrTable.CONFIG_MAP_REF, DgdrTable.OUTPUT_PVC)
            .map(FieldPath::annotation)
            .filter(slot -> !slot.in(request.object()).equals(slot.in(request.oldObject())))
            .toList();
    if (changed.isEmpty() || phase.freezeOf(request.oldObject()) == Freeze.NONE) {
      return List.of();
    }
    return changed.stream()
        .<Finding>map(slot -> new Warning(slot, "the profiling Job keeps what it was made with"))
        .toList();
  }
}
