package io.phasegate.reconciler.dgdr.failure;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.phasegate.reconciler.dgdr.job.CopierContainer;
import io.phasegate.reconciler.dgdr.job.ProfilerContainer;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What the pods of a profiling Job say. */
public final class PodReport {

  /** Waiting for these is waiting in vain until somebody acts. */
  private static final Set<String> STUCK =
      Set.of(
          "ImagePullBackOff",
          "ErrImagePull",
          "InvalidImageName",
          "CreateContainerConfigError",
          "CreateContainerError",
          "CrashLoopBackOff",
          "RunContainerError");

  private PodReport() {}

  /** The labels by which Kubernetes finds the pods of a Job, the newer first. */
  public static List<String> jobLabels() {
    return List.of("batch.kubernetes.io/job-name", "job-name");
  }

  /** Why a pod cannot start, for a condition's message; empty when none is stuck. */
  public static Optional<String> stuck(List<Pod> pods) {
    return newestFirst(pods)
        .filter(pod -> "Pending".equals(phase(pod)) || "Running".equals(phase(pod)))
        .findFirst()
        .flatMap(pod ->
            unschedulable(pod)
                .or(() -> stuckContainer(pod))
                .map(why -> Texts.shorten("pod %s is pending: %s".formatted(name(pod), why))));
  }

  /**
   * How the newest failed pod ended.
   *
   * @return for instance {@code pod p: container profiler ended with exit code 137 (OOMKilled): …}
   */
  static Optional<String> failure(List<Pod> pods) {
    return newestFailed(pods)
        .flatMap(pod ->
            Stream.of(ProfilerContainer.NAME, CopierContainer.NAME)
                .flatMap(container -> ended(pod, container).stream())
                .findFirst()
                .or(() -> initFailure(pod))
                .or(() -> waiting(pod).findFirst())
                .or(() -> evicted(pod))
                .map(text -> "pod " + name(pod) + ": " + text));
  }

  private static Optional<String> stuckContainer(Pod pod) {
    return waiting(pod).filter(text -> STUCK.stream().anyMatch(text::contains)).findFirst();
  }

  /** The newest pod that failed. */
  public static Optional<Pod> newestFailed(List<Pod> pods) {
    return newestFirst(pods).filter(pod -> "Failed".equals(phase(pod))).findFirst();
  }

  /** A container whose log is worth reading. */
  public record Silent(Pod pod, String container) {}

  /** The container that is to blame, if it ended without a word: then only its log can tell. */
  public static Optional<Silent> silent(List<Pod> pods) {
    return newestFailed(pods)
        .flatMap(pod ->
            allStatuses(pod)
                .filter(status -> ending(status).findAny().isPresent())
                .findFirst()
                .filter(PodReport::isWordless)
                .map(status -> new Silent(pod, status.getName())));
  }

  private static boolean isWordless(ContainerStatus status) {
    String message = status.getState().getTerminated().getMessage();
    return message == null || message.isBlank();
  }

  private static Stream<Pod> newestFirst(List<Pod> pods) {
    return pods.stream()
        .sorted(
            Comparator.comparing((Pod pod) ->
                    Objects.requireNonNullElse(pod.getMetadata().getCreationTimestamp(), ""))
                .thenComparing(PodReport::name)
                .reversed());
  }

  private static Optional<String> ended(Pod pod, String container) {
    return statuses(pod)
        .filter(status -> container.equals(status.getName()))
        .flatMap(PodReport::ending)
        .findFirst();
  }

  private static Optional<String> initFailure(Pod pod) {
    return initStatuses(pod).flatMap(PodReport::ending).findFirst();
  }

  /** Only endings that are failures: a sidecar's exit code 0 explains nothing. */
  private static Stream<String> ending(ContainerStatus status) {
    ContainerStateTerminated end =
        status.getState() == null ? null : status.getState().getTerminated();
    if (end == null || Objects.requireNonNullElse(end.getExitCode(), 0) == 0) {
      return Stream.empty();
    }
    return Stream.of(
        "container %s ended with exit code %d%s"
            .formatted(
                status.getName(), end.getExitCode(), because(end.getReason(), end.getMessage())));
  }

  /** What containers wait for; those that come first keep all others waiting. */
  private static Stream<String> waiting(Pod pod) {
    return allStatuses(pod)
        .flatMap(status -> {
          ContainerStateWaiting wait =
              status.getState() == null ? null : status.getState().getWaiting();
          return wait == null
              ? Stream.empty()
              : Stream.of(
                  "container %s waits%s"
                      .formatted(status.getName(), because(wait.getReason(), wait.getMessage())));
        });
  }

  private static Optional<String> unschedulable(Pod pod) {
    List<PodCondition> conditions =
        pod.getStatus() == null
            ? List.of()
            : Objects.requireNonNullElse(pod.getStatus().getConditions(), List.of());
    return conditions.stream()
        .filter(condition -> "PodScheduled".equals(condition.getType()))
        .filter(condition -> "False".equals(condition.getStatus()))
        .map(condition ->
            "no node takes it" + because(condition.getReason(), condition.getMessage()))
        .findFirst();
  }

  /** A pod that a node threw out has no ended containers, but a reason of its own. */
  private static Optional<String> evicted(Pod pod) {
    String why = because(pod.getStatus().getReason(), pod.getStatus().getMessage());
    return why.isEmpty() ? Optional.empty() : Optional.of("it failed" + why);
  }

  private static String because(
      @org.jspecify.annotations.Nullable String reason,
      @org.jspecify.annotations.Nullable String message) {
    String word = reason == null || reason.isBlank() ? "" : " (" + reason + ")";
    String text = message == null || message.isBlank() ? "" : ": " + Texts.shorten(message.strip());
    return word + text;
  }

  /** Init containers first: as long as one of them fails, no other begins. */
  private static Stream<ContainerStatus> allStatuses(Pod pod) {
    return Stream.concat(initStatuses(pod), statuses(pod));
  }

  private static Stream<ContainerStatus> initStatuses(Pod pod) {
    return pod.getStatus() == null
        ? Stream.empty()
        : Objects.requireNonNullElse(
            pod.getStatus().getInitContainerStatuses(), List.<ContainerStatus>of())
            .stream();
  }

  private static Stream<ContainerStatus> statuses(Pod pod) {
    return pod.getStatus() == null
        ? Stream.empty()
        : Objects.requireNonNullElse(
                pod.getStatus().getContainerStatuses(), List.<ContainerStatus>of())
            .stream()
            .sorted(Comparator.comparing(s -> !ProfilerContainer.NAME.equals(s.getName())));
  }

  private static String phase(Pod pod) {
    return pod.getStatus() == null
        ? ""
        : Objects.requireNonNullElse(pod.getStatus().getPhase(), "");
  }

  private static String name(Pod pod) {
    return Objects.requireNonNullElse(pod.getMetadata().getName(), "");
  }
}
