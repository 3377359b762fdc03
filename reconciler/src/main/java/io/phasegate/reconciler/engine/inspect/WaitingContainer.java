package io.phasegate.reconciler.engine.inspect;

import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.health.Inspection;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a container waits for, where it waits in vain (spec/engine.md 6.3).
 *
 * @param closely whether more than failing image pulls is looked at (D-21)
 */
record WaitingContainer(Pod pod, Inspection inspection, boolean closely) {

  /** The first container of the Pod that is stuck, images before all else. */
  Optional<CategorizedError> stuck() {
    return containers()
        .flatMap(one -> imagePull(one).stream())
        .findFirst()
        .or(() ->
            closely
                ? containers().flatMap(one -> other(one).stream()).findFirst()
                : Optional.empty());
  }

  private Stream<ContainerStatus> containers() {
    return Stream.concat(
            pod.getStatus().getContainerStatuses().stream(),
            pod.getStatus().getInitContainerStatuses().stream())
        .filter(one -> one.getState() != null && one.getState().getWaiting() != null);
  }

  private static String reason(ContainerStatus container) {
    return Objects.requireNonNullElse(container.getState().getWaiting().getReason(), "");
  }

  private static String message(ContainerStatus container) {
    ContainerStateWaiting waiting = container.getState().getWaiting();
    return Objects.requireNonNullElse(waiting.getMessage(), reason(container));
  }

  private Optional<CategorizedError> imagePull(ContainerStatus container) {
    return switch (reason(container)) {
      case "ImagePullBackOff", "ErrImagePull" ->
          Optional.of(
              ImagePull.verdict(
                  container.getName(),
                  Objects.requireNonNullElse(container.getImage(), ""),
                  message(container),
                  closely));
      default -> Optional.empty();
    };
  }

  private Optional<CategorizedError> other(ContainerStatus container) {
    String reason = reason(container);
    String sentence = "container %s: %s".formatted(container.getName(), message(container));
    return switch (reason) {
      case "InvalidImageName", "CreateContainerError", "RunContainerError" ->
          Optional.of(CategorizedError.invalidSpec(reason, sentence));
      case "ErrImageNeverPull" -> Optional.of(CategorizedError.missingUpstream(reason, sentence));
      case "CreateContainerConfigError" -> Optional.of(config(reason, sentence));
      case "CrashLoopBackOff" ->
          Optional.of(new PodFailure(pod, inspection, /* closely= */ true).error());
      default -> Optional.empty();
    };
  }

  private static CategorizedError config(String reason, String sentence) {
    String lower = sentence.toLowerCase(Locale.ROOT);
    boolean missing =
        lower.contains("not found") && (lower.contains("secret") || lower.contains("configmap"));
    return missing
        ? CategorizedError.missingUpstream(reason, sentence)
        : CategorizedError.invalidSpec(reason, sentence);
  }
}
