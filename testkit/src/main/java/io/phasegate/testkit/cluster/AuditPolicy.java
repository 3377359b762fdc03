package io.phasegate.testkit.cluster;

/** What the API server writes into its audit log. */
public final class AuditPolicy {

  /** Who did what to which object, for every request; no bodies. */
  public static final String METADATA =
      """
      apiVersion: audit.k8s.io/v1
      kind: Policy
      omitStages: [RequestReceived]
      rules:
        - level: Metadata
      """;

  /** Nothing: for measurements. */
  public static final String NONE =
      """
      apiVersion: audit.k8s.io/v1
      kind: Policy
      rules:
        - level: None
      """;

  private AuditPolicy() {}
}
