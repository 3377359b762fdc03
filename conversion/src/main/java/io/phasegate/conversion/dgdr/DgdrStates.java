package io.phasegate.conversion.dgdr;

/**
 * The words of {@code status.state} (v1alpha1) and {@code status.phase} (hub). Source: spec/dgdr.md
 * 3.4.
 */
final class DgdrStates {

  static final String READY = "Ready";
  static final String DEPLOYED = "Deployed";
  static final String DEPLOYMENT_DELETED = "DeploymentDeleted";

  private DgdrStates() {}

  /**
   * The phase that a state stands for.
   *
   * @param created {@code status.deployment.created}, which tells Ready from Deployed
   */
  static String phaseOf(String state, boolean created) {
    return switch (state) {
      case "Pending", "Profiling", "Deploying", "Failed" -> state;
      case READY -> created ? DEPLOYED : READY;
      case DEPLOYMENT_DELETED -> READY;
      default -> "Pending";
    };
  }

  /** The state that a phase stands for. */
  static String stateOf(String phase) {
    return switch (phase) {
      case "Pending", "Profiling", READY, "Deploying", "Failed" -> phase;
      case DEPLOYED -> READY;
      default -> "Pending";
    };
  }

  /** True for a state that its phase leads back to. */
  static boolean isExactState(String state) {
    return stateOf(phaseOf(state, false)).equals(state);
  }

  /** True for a phase that its state leads back to without any help. */
  static boolean isExactPhase(String phase) {
    return phaseOf(stateOf(phase), false).equals(phase);
  }
}
