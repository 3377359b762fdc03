package io.phasegate.reconciler.engine.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * All that a pass wants to change.
 *
 * @param againAfter when to look again in any case; zero for "when something happens"
 * @param propagate globs for labels of the primary that the objects inherit
 */
public record Plan(List<Change> changes, Duration againAfter, List<String> propagate) {

  private static final Comparator<Change> ORDER =
      Comparator.<Change, String>comparing(change -> change.ref().groupVersionKind())
          .thenComparing(change -> change.ref().namespace())
          .thenComparing(change -> change.ref().name());

  public Plan {
    changes = List.copyOf(changes);
    propagate = List.copyOf(propagate);
  }

  /** Nothing to do. */
  public static Plan nothing() {
    return new Plan(List.of(), Duration.ZERO, List.of());
  }

  /** These changes; their order does not matter. */
  public static Plan of(Change... changes) {
    return new Plan(List.of(changes), Duration.ZERO, List.of());
  }

  /** The same and one more. */
  public Plan and(Change change) {
    List<Change> more = new ArrayList<>(changes);
    more.add(change);
    return new Plan(more, againAfter, propagate);
  }

  /** The same and several more. */
  public Plan and(List<Change> others) {
    List<Change> more = new ArrayList<>(changes);
    more.addAll(others);
    return new Plan(more, againAfter, propagate);
  }

  /** Looks again after so long, whatever comes of it. */
  public Plan againAfter(Duration delay) {
    return new Plan(changes, delay, propagate);
  }

  /** Labels of the primary that match go to the objects, too. */
  public Plan propagateLabels(List<String> globs) {
    return new Plan(changes, againAfter, globs);
  }

  /** What is deleted: before anything is written. */
  public List<Change.Delete> deletes() {
    return changes.stream()
        .flatMap(change ->
            change instanceof Change.Delete delete
                ? Stream.of(delete)
                : Stream.<Change.Delete>empty())
        .toList();
  }

  /**
   * What is written, in the order in which it is: notes on the primary, owned objects, shared ones;
   * in each group by kind (core kinds come first), namespace and name, so that the order never
   * depends on the kind's code.
   */
  public List<Change> writes() {
    return changes.stream()
        .filter(change -> !(change instanceof Change.Delete))
        .sorted(Comparator.comparingInt(Plan::group).thenComparing(ORDER))
        .toList();
  }

  private static int group(Change change) {
    return switch (change) {
      case Change.Delete _ -> 0;
      case Change.Annotate _ -> 1;
      case Change.Apply apply -> apply.owned() ? 2 : 3;
      case Change.Create create -> create.owned() ? 2 : 3;
    };
  }
}
