package io.phasegate.reconciler.engine.inspect;

import static io.phasegate.reconciler.engine.policy.Deviation.PODS_ARE_READ_CLOSELY;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.health.ComponentState;
import io.phasegate.reconciler.engine.health.Health;
import io.phasegate.reconciler.engine.health.Inspection;
import io.phasegate.reconciler.engine.policy.Profile;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;

/** How the Pods of a workload fare (spec/engine.md 6.3 and 6.6); the first rule that fires. */
record PodsInspector(Profile profile) {

  private static final Set<String> HELD_UP =
      Set.of("FailedScheduling", "FailedMount", "FailedAttachVolume", "FailedCreatePodSandBox");

  Health inspect(List<Pod> pods, Inspection inspection) {
    List<Pod> known = pods.stream().filter(pod -> pod.getStatus() != null).toList();
    if (known.isEmpty()) {
      return Health.failing(CategorizedError.missingDownstream("NoPods", "there are no Pods yet"));
    }
    boolean closely = profile.has(PODS_ARE_READ_CLOSELY);
    return known.stream()
        .flatMap(pod -> new WaitingContainer(pod, inspection, closely).stuck().stream())
        .findFirst()
        .or(() ->
            known.stream()
                .filter(pod -> isIn(pod, "Failed"))
                .map(pod -> new PodFailure(pod, inspection, closely).error())
                .findFirst())
        .map(Health::failing)
        .orElseGet(() -> byPhases(known, inspection));
  }

  private Health byPhases(List<Pod> pods, Inspection inspection) {
    if (pods.stream().anyMatch(pod -> isIn(pod, "Succeeded") || isReady(pod))) {
      return Health.ready("PodsReady");
    }
    if (pods.stream().anyMatch(pod -> isIn(pod, "Running"))) {
      return Health.of(ComponentState.STARTING, "PodsStarting", "containers are starting");
    }
    List<Pod> pending = pods.stream().filter(pod -> isIn(pod, "Pending")).toList();
    if (pending.isEmpty()) {
      return Health.progressing("PodsProgressing", "");
    }
    return pending.stream()
        .flatMap(pod -> whatHolds(telling(pod, inspection)).stream())
        .findFirst()
        .orElseGet(() -> Health.of(ComponentState.PENDING, "PodsPending", "Pods are waiting"));
  }

  /** Once a Pod has its node, an old word of the scheduler holds no more, whatever comes next. */
  private List<Event> telling(Pod pod, Inspection inspection) {
    boolean hasNode =
        profile.has(PODS_ARE_READ_CLOSELY)
            && pod.getSpec() != null
            && pod.getSpec().getNodeName() != null;
    return inspection.eventsFor(pod).stream()
        .filter(event -> !(hasNode && "FailedScheduling".equals(event.getReason())))
        .toList();
  }

  /** The latest event that tells; upstream looked at those that hold up before the others. */
  private Optional<Health> whatHolds(List<Event> events) {
    Optional<Event> heldUp = latest(events, HELD_UP);
    Optional<Event> pulling = latest(events, Set.of("Pulling"));
    boolean pullsSince =
        profile.has(PODS_ARE_READ_CLOSELY)
            && heldUp.isPresent()
            && pulling
                .filter(one -> EventTime.of(one).isAfter(EventTime.of(heldUp.get())))
                .isPresent();
    return (pullsSince ? pulling : heldUp.or(() -> pulling)).map(PodsInspector::told);
  }

  private static Optional<Event> latest(List<Event> events, Set<String> reasons) {
    return events.stream()
        .filter(event -> reasons.contains(Objects.requireNonNullElse(event.getReason(), "")))
        .reduce(BinaryOperator.maxBy(Comparator.comparing(EventTime::of)));
  }

  private static Health told(Event event) {
    ComponentState state =
        HELD_UP.contains(event.getReason()) ? ComponentState.PENDING : ComponentState.PROGRESSING;
    return Health.of(state, event.getReason(), Objects.requireNonNullElse(event.getMessage(), ""));
  }

  private static boolean isIn(Pod pod, String phase) {
    return phase.equals(pod.getStatus().getPhase());
  }

  private static boolean isReady(Pod pod) {
    return isIn(pod, "Running")
        && pod.getStatus().getConditions().stream()
            .anyMatch(condition ->
                "Ready".equals(condition.getType()) && "True".equals(condition.getStatus()));
  }
}
