package io.phasegate.testkit.cluster;

import java.util.List;

/**
 * Somebody whom the API server knows by a token.
 *
 * @param name what RBAC, audit and admission call the user
 * @param groups its groups; {@value #ADMINS} may do everything
 * @param token the bearer token
 */
public record ClusterUser(String name, List<String> groups, String token) {

  /** The group to which RBAC denies nothing. */
  public static final String ADMINS = "system:masters";

  /** The person who may do everything, and the kubeconfig's default. */
  public static final String ADMIN = "admin";

  public ClusterUser {
    groups = List.copyOf(groups);
  }
}
