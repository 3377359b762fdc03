package io.phasegate.reconciler.engine.inspect;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.phasegate.reconciler.engine.condition.ConditionMessage;
import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.error.ErrorCategory;
import io.phasegate.reconciler.engine.health.Inspection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Why a Pod has failed (spec/engine.md 6.5): the container that is to blame, what its log says, and
 * else what Kubernetes calls it.
 *
 * @param closely whether the container with a non-zero exit code is looked for, rather than the
 *     first that ended (D-21)
 */
record PodFailure(Pod pod, Inspection inspection, boolean closely) {

  private static final int LINES = 50;
  private static final int SHOWN_WITHOUT_VERDICT = 3;

  /** A container that ended. */
  private record Ended(String container, ContainerStateTerminated state, boolean previous) {

    boolean failed() {
      return Objects.requireNonNullElse(state.getExitCode(), 0) != 0;
    }

    String reason() {
      return Objects.requireNonNullElse(state.getReason(), "");
    }

    String message() {
      String told = Objects.requireNonNullElse(state.getMessage(), "").strip();
      String start =
          failed()
              ? "container %s ended with exit code %d".formatted(container, state.getExitCode())
              : "container %s ended".formatted(container);
      return told.isEmpty() ? start : start + ": " + told;
    }
  }

  CategorizedError error() {
    String podReason = Objects.requireNonNullElse(pod.getStatus().getReason(), "");
    if (closely && podReason.equals("Evicted")) {
      return byReason(podReason, podMessage());
    }
    Optional<Ended> culprit = culprit();
    return culprit.isPresent() ? blamed(culprit.get()) : byReason(podReason, podMessage());
  }

  private String podMessage() {
    return Objects.requireNonNullElse(pod.getStatus().getMessage(), "the Pod has failed");
  }

  private Optional<Ended> culprit() {
    List<Ended> all =
        Stream.of(
                ended(pod.getStatus().getContainerStatuses()),
                ended(pod.getStatus().getInitContainerStatuses()),
                earlier(pod.getStatus().getContainerStatuses()))
            .flatMap(List::stream)
            .toList();
    return all.stream().filter(one -> !closely || one.failed()).findFirst();
  }

  private static List<Ended> ended(List<ContainerStatus> containers) {
    return containers.stream()
        .filter(one -> one.getState() != null && one.getState().getTerminated() != null)
        .map(one -> new Ended(one.getName(), one.getState().getTerminated(), false))
        .toList();
  }

  private static List<Ended> earlier(List<ContainerStatus> containers) {
    return containers.stream()
        .filter(one -> one.getLastState() != null && one.getLastState().getTerminated() != null)
        .map(one -> new Ended(one.getName(), one.getLastState().getTerminated(), true))
        .toList();
  }

  private CategorizedError blamed(Ended culprit) {
    boolean worthReading = culprit.failed() && !culprit.reason().equals("OOMKilled");
    List<String> lines =
        worthReading
            ? inspection.tailLog(pod, culprit.container(), LINES, culprit.previous())
            : List.of();
    Optional<LogVerdict> verdict = LogVerdict.of(lines);
    String message = culprit.message() + excerpt(verdict, lines);
    boolean telling =
        verdict
            .filter(one -> closely || one.category() != ErrorCategory.INFRASTRUCTURE)
            .isPresent();
    return telling
        ? new CategorizedError(
            verdict.orElseThrow().category(), verdict.orElseThrow().reason(), message, false)
        : byReason(culprit.reason(), message);
  }

  private static String excerpt(Optional<LogVerdict> verdict, List<String> lines) {
    String last =
        String.join(
            "\n", lines.subList(Math.max(0, lines.size() - SHOWN_WITHOUT_VERDICT), lines.size()));
    String text = verdict.map(LogVerdict::line).orElse(last);
    return text.isEmpty()
        ? ""
        : "; its log says: " + ConditionMessage.tidy(text, ConditionMessage.LONGEST_EXCERPT);
  }

  private static CategorizedError byReason(String reason, String message) {
    return switch (reason) {
      case "OOMKilled" -> CategorizedError.exhausted("PodOOMKilled", message);
      case "DeadlineExceeded" -> CategorizedError.invalidSpec("PodDeadlineExceeded", message);
      case "Evicted" -> CategorizedError.infrastructure("PodEvicted", message);
      default -> CategorizedError.invalidSpec("PodFailed", message);
    };
  }
}
