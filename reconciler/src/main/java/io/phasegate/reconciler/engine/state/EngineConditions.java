package io.phasegate.reconciler.engine.state;

import java.util.Set;

/** The conditions that belong to the engine, and the reasons that it gives. */
public final class EngineConditions {

  public static final String READY = "Ready";

  /** False while the cluster cannot be asked or told; starts the ten seconds of grace. */
  public static final String DEPENDENCIES_REACHABLE = "DependenciesReachable";

  /** False while rights or credentials are missing. */
  public static final String AUTH_VALID = "AuthValid";

  /** False while the spec, or something it refers to, is wrong. */
  public static final String CONFIG_VALID = "ConfigValid";

  static final Set<String> ALL = Set.of(READY, DEPENDENCIES_REACHABLE, AUTH_VALID, CONFIG_VALID);

  static final String ALL_COMPONENTS_READY = "AllComponentsReady";
  static final String NO_COMPONENTS = "NoComponents";
  static final String PROGRESSING = "Progressing";
  static final String INFRASTRUCTURE_ERROR = "InfrastructureError";
  static final String REACHABLE = "Reachable";
  static final String AUTH_ERROR = "AuthError";
  static final String AUTHENTICATION_VALID = "AuthenticationValid";
  static final String INVALID_SPEC = "InvalidSpec";
  static final String REFERENCE_NOT_FOUND = "ReferenceNotFound";
  static final String CONFIGURATION_VALID = "ConfigurationValid";

  private EngineConditions() {}
}
