package io.phasegate.reconciler.aim;

import io.phasegate.reconciler.aim.resource.ArtifactStatus;
import io.phasegate.reconciler.engine.condition.StatusCondition;
import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.health.Health;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Why an image cannot be pulled, remembered: between two tries the kubelet says only that it waits,
 * and forgets why (B-26). What it said before still holds then.
 */
final class PullVerdict {

  private static final String GENERIC = "ImagePullBackOff";

  /** The kubelet's words between two tries, without a cause behind them. */
  private static final Pattern ONLY_WAITING =
      Pattern.compile("container \\S+: (Back-off pulling image \"[^\"]*\"|ImagePullBackOff)\\s*");

  private PullVerdict() {}

  /**
   * The verdict of before, if the new one only says that the kubelet waits.
   *
   * @param condition that holds the verdict of before
   */
  static Health kept(Health now, ArtifactStatus stored, String condition) {
    return isOnlyWaiting(now) ? before(stored, condition).map(Health::failing).orElse(now) : now;
  }

  private static boolean isOnlyWaiting(Health health) {
    return health.errors().stream()
        .anyMatch(error ->
            error.reason().equals(GENERIC) && ONLY_WAITING.matcher(error.message()).matches());
  }

  private static Optional<CategorizedError> before(ArtifactStatus stored, String type) {
    return stored.conditions().stream()
        .filter(each -> each.type().equals(type))
        .findFirst()
        .flatMap(PullVerdict::verdict);
  }

  private static Optional<CategorizedError> verdict(StatusCondition condition) {
    return switch (condition.reason()) {
      case "ImagePullAuthFailure" ->
          Optional.of(CategorizedError.auth(condition.reason(), condition.message()));
      case "ImageNotFound" ->
          Optional.of(CategorizedError.missingUpstream(condition.reason(), condition.message()));
      default -> Optional.empty();
    };
  }
}
