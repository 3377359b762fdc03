package io.phasegate.reconciler.engine.apply;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.plan.Change;
import io.phasegate.reconciler.engine.plan.Plan;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What came of a plan, a line a change. */
public record ApplyReport(List<ChangeOutcome> outcomes) {

  public ApplyReport {
    outcomes = List.copyOf(outcomes);
  }

  /** Nothing of the plan was attempted. */
  public static ApplyReport notAttempted(Plan plan, String why) {
    return new ApplyReport(
        plan.changes().stream()
            .<ChangeOutcome>map(change -> new ChangeOutcome.NotAttempted(change, why))
            .toList());
  }

  /** What came of one change. */
  public Optional<ChangeOutcome> of(Change change) {
    return outcomes.stream().filter(outcome -> outcome.change().equals(change)).findFirst();
  }

  /** What came of the change about an object of this kind and name. */
  public Optional<ChangeOutcome> of(Class<? extends HasMetadata> type, String name) {
    String kind = HasMetadata.getKind(type);
    return outcomes.stream()
        .filter(outcome -> outcome.change().ref().kind().equals(kind))
        .filter(outcome -> outcome.change().ref().name().equals(name))
        .findFirst();
  }

  /** True when things are now as the whole plan wanted, best efforts aside. */
  public boolean succeeded() {
    return outcomes.stream()
        .allMatch(outcome -> outcome.succeeded() || !outcome.change().required());
  }

  /** What went wrong with required changes, in the order of the attempts. */
  public List<CategorizedError> errors() {
    return outcomes.stream()
        .filter(outcome -> outcome.change().required())
        .flatMap(ApplyReport::named)
        .toList();
  }

  /** The error, saying which object it is about. */
  private static Stream<CategorizedError> named(ChangeOutcome outcome) {
    return outcome.problem().stream()
        .map(error ->
            new CategorizedError(
                error.category(),
                error.reason(),
                outcome.change().ref() + ": " + error.message(),
                error.notFound()));
  }
}
