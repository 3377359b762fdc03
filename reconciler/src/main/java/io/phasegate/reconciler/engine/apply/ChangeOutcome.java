package io.phasegate.reconciler.engine.apply;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.plan.Change;
import java.util.Optional;

/** What came of one change: a status may claim this and no more (ruling 36). */
public sealed interface ChangeOutcome {

  Change change();

  /** Applied or created just now. */
  record Done(Change change, HasMetadata live) implements ChangeOutcome {}

  /** It was so already: nothing was sent, or a create found the object and it is ours. */
  record Kept(Change change, HasMetadata live) implements ChangeOutcome {}

  /** Deleted just now, or gone already. */
  record Removed(Change change) implements ChangeOutcome {}

  /** A create found an object of that name that is not ours; it was left alone. */
  record Foreign(Change change, HasMetadata live, CategorizedError error)
      implements ChangeOutcome {}

  /** The write failed. */
  record Failed(Change change, CategorizedError error) implements ChangeOutcome {}

  /** Nobody tried, because errors or an earlier failure stopped the pass. */
  record NotAttempted(Change change, String why) implements ChangeOutcome {}

  /** True when things are now as the change wanted. */
  default boolean succeeded() {
    return switch (this) {
      case Done _, Kept _, Removed _ -> true;
      case Foreign _, Failed _, NotAttempted _ -> false;
    };
  }

  /** The object in the cluster, if it is known. */
  default Optional<HasMetadata> object() {
    return switch (this) {
      case Done(_, var live) -> Optional.of(live);
      case Kept(_, var live) -> Optional.of(live);
      case Foreign(_, var live, _) -> Optional.of(live);
      case Removed _, Failed _, NotAttempted _ -> Optional.empty();
    };
  }

  /** What went wrong, if anything did. */
  default Optional<CategorizedError> problem() {
    return switch (this) {
      case Foreign(_, _, var error) -> Optional.of(error);
      case Failed(_, var error) -> Optional.of(error);
      case Done _, Kept _, Removed _, NotAttempted _ -> Optional.empty();
    };
  }
}
