package io.phasegate.reconciler.dgdr.output;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.phasegate.conversion.json.JsonObject;
import java.util.List;

/** What came of the profiler's manifests. */
public sealed interface Generation {

  /**
   * There is a deployment.
   *
   * @param deployment the DynamoGraphDeployment, whole, as it will be created and as {@code
   *     status.profilingResults.selectedConfig} holds it
   * @param additional the ConfigMaps that go with it
   * @param candidates objects for {@code status.profilingResults.pareto}
   * @param remarks sentences for the user about what was skipped or has no effect
   */
  record Generated(
      JsonObject deployment,
      List<ConfigMap> additional,
      List<JsonObject> candidates,
      List<String> remarks)
      implements Generation {
    public Generated {
      additional = List.copyOf(additional);
      candidates = List.copyOf(candidates);
      remarks = List.copyOf(remarks);
    }
  }

  /**
   * There is none.
   *
   * @param why a sentence that says what was found instead
   */
  record Unusable(String why) implements Generation {}
}
