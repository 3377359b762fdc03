package io.phasegate.reconciler.dgdr;

/** What profilers write. */
final class Manifests {

  static final String DEPLOYMENT =
      """
      apiVersion: nvidia.com/v1alpha1
      kind: DynamoGraphDeployment
      metadata: {name: vllm-disagg}
      spec:
        services:
          Frontend: {replicas: 1}
      """;

  static final String CONFIG_MAP =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: planner-profile-data}
      data: {prefill.json: "{}"}
      """;

  private Manifests() {}

  /** Several documents. */
  static String of(String... documents) {
    return String.join("---\n", documents);
  }
}
