package io.phasegate.reconciler.engine.inspect;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.health.Health;
import io.phasegate.reconciler.engine.health.Inspection;
import java.util.Comparator;
import java.util.Objects;
import java.util.Set;

/** How a claim fares (spec/engine.md 6.2): by its phase, and while it waits by its events. */
record ClaimInspector() {

  Health inspect(PersistentVolumeClaim claim, Inspection inspection) {
    if (claim.getMetadata().getDeletionTimestamp() != null) {
      return Health.progressing(
          "PvcTerminating", "the claim goes once no Pod uses it; none can be started with it");
    }
    String phase =
        claim.getStatus() == null
            ? ""
            : Objects.requireNonNullElse(claim.getStatus().getPhase(), "");
    return switch (phase) {
      case "Bound" -> Health.ready();
      case "Lost" ->
          Health.failing(
              CategorizedError.infrastructure("PvcLost", "the claim has lost its volume"));
      default -> waiting(claim, inspection);
    };
  }

  /** A claim that waits for its first Pod is not in trouble, whatever failed before. */
  private static Health waiting(PersistentVolumeClaim claim, Inspection inspection) {
    return inspection.eventsFor(claim).stream()
        .filter(event -> isOneOf(event, "ProvisioningFailed", "WaitForFirstConsumer"))
        .max(Comparator.comparing(EventTime::of))
        .filter(event -> isOneOf(event, "ProvisioningFailed"))
        .map(event ->
            Health.failing(
                CategorizedError.infrastructure(
                    "PvcProvisioningFailed",
                    Objects.requireNonNullElse(event.getMessage(), "no volume could be made"))))
        .orElseGet(() -> Health.progressing("PvcPending", "the claim waits for its volume"));
  }

  private static boolean isOneOf(Event event, String... reasons) {
    return Set.of(reasons).contains(Objects.requireNonNullElse(event.getReason(), ""));
  }
}
