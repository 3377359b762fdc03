package io.phasegate.reconciler.dgdr.job;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.reconciler.dgdr.resource.DynamoGraphDeploymentRequest;
import io.phasegate.reconciler.dgdr.resource.Slots;
import io.phasegate.reconciler.dgdr.settings.DgdrSettings.Surroundings;
import java.util.ArrayList;
import java.util.List;

/** The container that profiles: spec/dgdr.md 6.3. */
public final class ProfilerContainer {

  /** Its name. */
  public static final String NAME = "profiler";

  private ProfilerContainer() {}

  /**
   * The container.
   *
   * @param told the spec as JSON, one argument of the program
   */
  static Container of(
      DynamoGraphDeploymentRequest request,
      JsonObject spec,
      String told,
      Slots slots,
      Surroundings surroundings) {
    return new ContainerBuilder()
        .withName(NAME)
        .withImage(spec.textAt("image").orElseThrow())
        .withCommand("python", "-m", "dynamo.profiler")
        .withArgs("--config", told, "--output-dir", JobVolumes.OUTPUT_DIR)
        .withWorkingDir("/workspace")
        .withEnv(env(request, slots, surroundings))
        .withVolumeMounts(JobVolumes.mounts(spec, slots))
        // The end of the log is the explanation of a crash, and needs no right to read logs.
        .withTerminationMessagePolicy("FallbackToLogsOnError")
        .build();
  }

  private static List<EnvVar> env(
      DynamoGraphDeploymentRequest request, Slots slots, Surroundings surroundings) {
    String namespace = request.getMetadata().getNamespace();
    List<EnvVar> env = new ArrayList<>();
    // Optional: a model that anybody may download needs no token, and without the Secret the pod
    // would never start.
    env.add(
        new EnvVarBuilder()
            .withName("HUGGING_FACE_HUB_TOKEN")
            .withNewValueFrom()
            .withNewSecretKeyRef(surroundings.hfTokenKey(), surroundings.hfTokenSecret(), true)
            .endValueFrom()
            .build());
    env.add(literal("NATS_SERVER", surroundings.nats(namespace)));
    env.add(literal("ETCD_ENDPOINTS", surroundings.etcd(namespace)));
    env.add(literal("DGDR_NAME", request.getMetadata().getName()));
    env.add(literal("DGDR_NAMESPACE", namespace));
    env.add(literal("DGDR_UID", request.getMetadata().getUid()));
    if (slots.baseConfig().isPresent()) {
      env.add(literal("PROFILING_BASE_CONFIG", JobVolumes.CONFIG_DIR + "/" + Slots.DEFAULT_KEY));
    }
    return env;
  }

  static EnvVar literal(String name, String value) {
    return new EnvVarBuilder().withName(name).withValue(value).build();
  }
}
