package io.phasegate.reconciler.dgdr.settings;

import java.time.Duration;
import java.util.List;

/**
 * Names, images, addresses and deadlines of profiling (rulings 45, 47, 48). {@link #defaults()} is
 * where to start; change one thing with the {@code with…} of its part.
 *
 * @param job the profiling Job
 * @param copier its sidecar, which publishes the result
 * @param surroundings what the profiler finds around it
 * @param discovery how GPU facts are looked up
 */
public record DgdrSettings(
    JobSettings job, CopierSettings copier, Surroundings surroundings, Discovery discovery) {

  /**
   * The profiling Job.
   *
   * @param serviceAccount runs the pod; it may write ConfigMaps and read its own pod
   * @param clusterRole bound to the service account in each namespace (ruling 44)
   * @param grantsAccess whether we make the service account and its binding where they are missing;
   *     false where an administrator makes them, because we have no right to (5.6)
   * @param imagePullSecrets names of Secrets in the request's namespace; one that does not exist is
   *     not an error to Kubernetes
   * @param backoffLimit how often a failed pod is tried again
   * @param activeDeadline after which a Job is stopped: GPUs are dear
   * @param ttlAfterFinished after which a finished Job is removed
   */
  public record JobSettings(
      String serviceAccount,
      String clusterRole,
      boolean grantsAccess,
      List<String> imagePullSecrets,
      int backoffLimit,
      Duration activeDeadline,
      Duration ttlAfterFinished) {
    /** Refuses, by a {@link BadSetting}, what no Job can be made with. */
    public JobSettings {
      imagePullSecrets = List.copyOf(imagePullSecrets);
      Check.name("serviceAccount", serviceAccount);
      Check.roleName("clusterRole", clusterRole);
      Check.names("imagePullSecrets", imagePullSecrets);
      if (backoffLimit < 0) {
        throw new BadSetting("backoffLimit", "a Job cannot be tried again less than 0 times");
      }
      if (activeDeadline.toSeconds() < 1) {
        throw new BadSetting("activeDeadline", "a Job needs a second at least");
      }
      if (ttlAfterFinished.isNegative() || ttlAfterFinished.toSeconds() > Integer.MAX_VALUE) {
        throw new BadSetting("ttlAfterFinished", "a finished Job is kept from 0 s to 68 years");
      }
    }

    /** The same, leaving access to the administrator. */
    JobSettings withoutGranting() {
      return new JobSettings(
          serviceAccount,
          clusterRole,
          false,
          imagePullSecrets,
          backoffLimit,
          activeDeadline,
          ttlAfterFinished);
    }
  }

  /**
   * The sidecar {@code output-copier}. It is told everything in its environment ({@code
   * PHASEGATE_…}, see the options of {@code phasegate copy-output}), so that another image can do
   * the same.
   *
   * @param image any that has the command
   * @param command the program and its arguments, taken word by word and never by a shell; empty
   *     for the image's own entry point
   * @param arguments to the command
   * @param javaOptions for the JVM of our own image; small, because it sits beside the profiler for
   *     hours
   * @param memory limit of the container, as Kubernetes spells it
   */
  public record CopierSettings(
      String image,
      List<String> command,
      List<String> arguments,
      String javaOptions,
      String memory) {
    /** Refuses, by a {@link BadSetting}, what is no image or no amount of memory. */
    public CopierSettings {
      command = List.copyOf(command);
      arguments = List.copyOf(arguments);
      Check.image("image", image);
      if (!memory.matches("[1-9][0-9]{0,8}(Ki|Mi|Gi|k|M|G)?")) {
        throw new BadSetting(
            "memory",
            "\"" + memory + "\" is no amount of memory; write it as Kubernetes does, 96Mi");
      }
    }

    /** The same from another image. */
    public CopierSettings withImage(String other) {
      return new CopierSettings(other, command, arguments, javaOptions, memory);
    }
  }

  /**
   * What the profiler is told about its surroundings. In the addresses {@code {namespace}} stands
   * for the request's namespace.
   *
   * @param hfTokenSecret the Secret with a Hugging Face token; optional to the pod
   * @param hfTokenKey its key
   * @param natsAddress {@code NATS_SERVER}
   * @param etcdAddress {@code ETCD_ENDPOINTS}
   */
  public record Surroundings(
      String hfTokenSecret, String hfTokenKey, String natsAddress, String etcdAddress) {

    /** Refuses, by a {@link BadSetting}, what can be no Secret and no key. */
    public Surroundings {
      Check.name("hfTokenSecret", hfTokenSecret);
      Check.key("hfTokenKey", hfTokenKey);
    }

    /** {@code NATS_SERVER} in a namespace. */
    public String nats(String namespace) {
      return natsAddress.replace("{namespace}", namespace);
    }

    /** {@code ETCD_ENDPOINTS} in a namespace. */
    public String etcd(String namespace) {
      return etcdAddress.replace("{namespace}", namespace);
    }
  }

  /**
   * How GPU facts are looked up.
   *
   * @param fromNodes whether the reconciler may read Nodes; false where it has no cluster-wide
   *     right
   * @param mostGpus the most that looking up will plan with; who wants more says so in the request
   */
  public record Discovery(boolean fromNodes, int mostGpus) {
    /** Refuses, by a {@link BadSetting}, less than one GPU. */
    public Discovery {
      if (mostGpus < 1) {
        throw new BadSetting("mostGpus", "nothing can be planned with less than 1 GPU");
      }
    }
  }

  /**
   * A result of a megabyte, however it must be escaped, passes through this heap; half of it would
   * do for most. The first compiler needs several megabytes for the arithmetic of TLS alone when it
   * inlines as much as it likes.
   */
  private static final String SMALL =
      "-Xms4m -Xmn2m -Xmx16m -Xss256k -XX:CICompilerCount=1 -XX:C1MaxInlineSize=6"
          + " -XX:ReservedCodeCacheSize=8m -XX:-UsePerfData";

  /** What works for most: the names of Dynamo 1.0, and our own image as the sidecar. */
  public static DgdrSettings defaults() {
    return new DgdrSettings(
        new JobSettings(
            "dgdr-profiling-job",
            "phasegate-dgdr-profiling",
            true,
            List.of("nvcr-imagepullsecret"),
            3,
            Duration.ofHours(24),
            Duration.ofDays(7)),
        new CopierSettings("phasegate", List.of(), List.of("copy-output"), SMALL, "96Mi"),
        new Surroundings(
            "hf-token-secret", "HF_TOKEN", "nats://{namespace}-nats:4222", "{namespace}-etcd:2379"),
        new Discovery(true, 32));
  }

  /**
   * The same without what takes rights in the whole cluster: nodes are not read, and access is the
   * administrator's to grant.
   */
  public DgdrSettings withoutClusterRights() {
    return withJob(job.withoutGranting()).withDiscovery(new Discovery(false, discovery.mostGpus()));
  }

  public DgdrSettings withJob(JobSettings other) {
    return new DgdrSettings(other, copier, surroundings, discovery);
  }

  public DgdrSettings withCopier(CopierSettings other) {
    return new DgdrSettings(job, other, surroundings, discovery);
  }

  public DgdrSettings withSurroundings(Surroundings other) {
    return new DgdrSettings(job, copier, other, discovery);
  }

  public DgdrSettings withDiscovery(Discovery other) {
    return new DgdrSettings(job, copier, surroundings, other);
  }
}
