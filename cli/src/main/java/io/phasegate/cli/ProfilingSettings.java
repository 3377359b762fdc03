package io.phasegate.cli;

import io.phasegate.reconciler.dgdr.settings.BadSetting;
import io.phasegate.reconciler.dgdr.settings.DgdrSettings;
import io.phasegate.reconciler.dgdr.settings.DgdrSettings.CopierSettings;
import io.phasegate.reconciler.dgdr.settings.DgdrSettings.Discovery;
import io.phasegate.reconciler.dgdr.settings.DgdrSettings.JobSettings;
import io.phasegate.reconciler.dgdr.settings.DgdrSettings.Surroundings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The options of {@code phasegate reconciler} that shape profiling Jobs: no image, registry, Secret
 * or address is hard-wired (ruling 48). docs/operations.md explains them.
 */
final class ProfilingSettings {

  /** Where a setting that cannot be is given. */
  private static final Map<String, String> OPTIONS =
      Map.ofEntries(
          Map.entry("serviceAccount", "--profiler-account"),
          Map.entry("clusterRole", "--profiler-role"),
          Map.entry("imagePullSecrets", "--pull-secrets"),
          Map.entry("backoffLimit", "--job-retries"),
          Map.entry("activeDeadline", "--job-deadline"),
          Map.entry("ttlAfterFinished", "--job-ttl"),
          Map.entry("image", "--copier-image"),
          Map.entry("memory", "--copier-memory"),
          Map.entry("hfTokenSecret", "--hf-secret"),
          Map.entry("hfTokenKey", "--hf-secret-key"),
          Map.entry("mostGpus", "--most-gpus"));

  @Option(
      names = "--copier-image",
      paramLabel = "IMAGE",
      defaultValue = "phasegate",
      description = "Image of the sidecar that publishes results; ${DEFAULT-VALUE} if not given.")
  private String copierImage = "";

  @Option(
      names = "--copier-command",
      paramLabel = "a,b",
      split = ",",
      description = "Its program, word by word; the image's own entry point if not given.")
  private List<String> copierCommand = List.of();

  @Option(
      names = "--copier-arguments",
      paramLabel = "a,b",
      split = ",",
      defaultValue = "copy-output",
      description = "Its arguments, word by word; ${DEFAULT-VALUE} if not given.")
  private List<String> copierArguments = List.of();

  @Option(
      names = "--copier-java-opts",
      paramLabel = "OPTIONS",
      description = "For the JVM of our own image; a small heap if not given.")
  private @Nullable String copierJavaOptions;

  @Option(
      names = "--copier-memory",
      paramLabel = "QUANTITY",
      defaultValue = "96Mi",
      description = "Its memory limit; ${DEFAULT-VALUE} if not given.")
  private String copierMemory = "";

  @Option(
      names = "--profiler-account",
      paramLabel = "NAME",
      defaultValue = "dgdr-profiling-job",
      description = "ServiceAccount that profiling pods run as; ${DEFAULT-VALUE} if not given.")
  private String account = "";

  @Option(
      names = "--profiler-role",
      paramLabel = "NAME",
      defaultValue = "phasegate-dgdr-profiling",
      description = "ClusterRole that it is bound to; ${DEFAULT-VALUE} if not given.")
  private String role = "";

  @Option(
      names = "--grant-profiler-access",
      paramLabel = "true|false",
      arity = "1",
      description =
          "Whether the account and its binding are made where they are missing; if not given, true"
              + " without --namespaces and false with it.")
  private @Nullable Boolean grants;

  @Option(
      names = "--pull-secrets",
      paramLabel = "a,b",
      split = ",",
      defaultValue = "nvcr-imagepullsecret",
      description =
          "Secrets in the request's namespace to pull images with; ${DEFAULT-VALUE} if not given,"
              + " one that is not there does no harm.")
  private List<String> pullSecrets = List.of();

  @Option(
      names = "--job-retries",
      paramLabel = "NUMBER",
      defaultValue = "3",
      description = "How often a failed pod is tried again; ${DEFAULT-VALUE} if not given.")
  private int retries;

  @Option(
      names = "--job-deadline",
      paramLabel = "TIME",
      defaultValue = "24h",
      converter = SpanConverter.class,
      description = "When a Job is stopped: GPUs are dear. ${DEFAULT-VALUE} if not given.")
  private Duration deadline = Duration.ZERO;

  @Option(
      names = "--job-ttl",
      paramLabel = "TIME",
      defaultValue = "168h",
      converter = SpanConverter.class,
      description = "When a finished Job is removed; ${DEFAULT-VALUE} if not given.")
  private Duration ttl = Duration.ZERO;

  @Option(
      names = "--hf-secret",
      paramLabel = "NAME",
      defaultValue = "hf-token-secret",
      description =
          "Secret in the request's namespace with a Hugging Face token, if there is one;"
              + " ${DEFAULT-VALUE} if not given.")
  private String hfSecret = "";

  @Option(
      names = "--hf-secret-key",
      paramLabel = "KEY",
      defaultValue = "HF_TOKEN",
      description = "Its key; ${DEFAULT-VALUE} if not given.")
  private String hfSecretKey = "";

  @Option(
      names = "--nats-address",
      paramLabel = "URL",
      defaultValue = "nats://{namespace}-nats:4222",
      description =
          "NATS_SERVER of the profiler, {namespace} being the request's; ${DEFAULT-VALUE} if not"
              + " given.")
  private String nats = "";

  @Option(
      names = "--etcd-address",
      paramLabel = "HOST:PORT",
      defaultValue = "{namespace}-etcd:2379",
      description =
          "ETCD_ENDPOINTS of the profiler, {namespace} being the request's; ${DEFAULT-VALUE} if not"
              + " given.")
  private String etcd = "";

  @Option(
      names = "--gpu-discovery",
      paramLabel = "true|false",
      arity = "1",
      description =
          "Whether GPU facts are looked up on nodes, which takes the right to list them; if not"
              + " given, true without --namespaces and false with it.")
  private @Nullable Boolean discovery;

  @Option(
      names = "--most-gpus",
      paramLabel = "NUMBER",
      defaultValue = "32",
      description =
          "The most GPUs that are planned with unless the request says how many; ${DEFAULT-VALUE}"
              + " if not given.")
  private int mostGpus;

  /**
   * The settings.
   *
   * @param everywhere whether all namespaces are looked after; else nothing is done by default that
   *     takes rights in the whole cluster
   */
  DgdrSettings settings(boolean everywhere) {
    var usual = DgdrSettings.defaults();
    try {
      return new DgdrSettings(
          new JobSettings(
              account,
              role,
              grants == null ? everywhere : grants,
              words(pullSecrets),
              retries,
              deadline,
              ttl),
          new CopierSettings(
              copierImage,
              words(copierCommand),
              words(copierArguments),
              copierJavaOptions == null ? usual.copier().javaOptions() : copierJavaOptions,
              copierMemory),
          new Surroundings(hfSecret, hfSecretKey, nats, etcd),
          new Discovery(discovery == null ? everywhere : discovery, mostGpus));
    } catch (BadSetting e) {
      throw new BadInput(OPTIONS.get(e.setting()) + ": " + e.getMessage());
    }
  }

  /** An empty value is no word: that is how a default is taken away. */
  private static List<String> words(List<String> given) {
    return given.stream().filter(word -> !word.isBlank()).toList();
  }
}
