package io.phasegate.reconciler.dgdr.job;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.phasegate.reconciler.dgdr.resource.DynamoGraphDeploymentRequest;
import io.phasegate.reconciler.dgdr.settings.DgdrSettings.CopierSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The sidecar that publishes the profiler's result: spec/dgdr.md 6.6. It is told everything in its
 * environment, so nothing of a user's is ever part of a command line or a script. It is as hard as
 * ruling 20 has our own Pods, whatever the profiler beside it needs: it is never what keeps a Job
 * out of a namespace.
 */
public final class CopierContainer {

  /** Its name. */
  public static final String NAME = "output-copier";

  private CopierContainer() {}

  static Container of(DynamoGraphDeploymentRequest request, CopierSettings settings) {
    return new ContainerBuilder()
        .withName(NAME)
        .withImage(settings.image())
        .withCommand(settings.command())
        .withArgs(settings.arguments())
        .withEnv(env(request, settings))
        .withNewResources()
        .withRequests(
            new TreeMap<>(
                Map.of("cpu", new Quantity("10m"), "memory", Quantity.parse(settings.memory()))))
        .withLimits(Map.of("memory", Quantity.parse(settings.memory())))
        .endResources()
        .withVolumeMounts(JobVolumes.readOnly(JobVolumes.OUTPUT, JobVolumes.OUTPUT_DIR))
        .withNewSecurityContext()
        .withAllowPrivilegeEscalation(false)
        .withReadOnlyRootFilesystem(true)
        .withNewCapabilities()
        .withDrop("ALL")
        .endCapabilities()
        // Here and not for the Pod: the profiler may need system calls that this profile forbids.
        .withNewSeccompProfile()
        .withType("RuntimeDefault")
        .endSeccompProfile()
        .endSecurityContext()
        .withTerminationMessagePolicy("FallbackToLogsOnError")
        .build();
  }

  /** The environment of {@code phasegate copy-output}: its options, and the JVM's. */
  private static List<EnvVar> env(DynamoGraphDeploymentRequest request, CopierSettings settings) {
    List<EnvVar> env = new ArrayList<>();
    env.add(ownField("PHASEGATE_POD", "metadata.name"));
    env.add(ownField("PHASEGATE_NAMESPACE", "metadata.namespace"));
    env.add(ProfilerContainer.literal("PHASEGATE_REQUEST_NAME", request.getMetadata().getName()));
    env.add(ProfilerContainer.literal("PHASEGATE_REQUEST_UID", request.getMetadata().getUid()));
    env.add(ProfilerContainer.literal("PHASEGATE_OUTPUT_DIR", JobVolumes.OUTPUT_DIR));
    env.add(ProfilerContainer.literal("PHASEGATE_PROFILER_CONTAINER", ProfilerContainer.NAME));
    env.add(ProfilerContainer.literal("PHASEGATE_JAVA_OPTS", settings.javaOptions()));
    return env;
  }

  private static EnvVar ownField(String name, String path) {
    return new EnvVarBuilder()
        .withName(name)
        .withNewValueFrom()
        .withNewFieldRef("v1", path)
        .endValueFrom()
        .build();
  }
}
