package io.phasegate.cli;

import io.phasegate.reconciler.Main;
import io.phasegate.reconciler.adapter.RunnerSettings;
import io.phasegate.reconciler.process.AllKinds;
import io.phasegate.reconciler.process.CannotStart;
import io.phasegate.reconciler.process.ReconcilerOptions;
import io.phasegate.webhook.HostPort;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code phasegate reconciler}: the process that drives phases. */
@Command(
    name = "reconciler",
    description = {
      "Drives the phases of custom resources, and says on GET /readyz of the health port what it",
      "waits for. Ends with 0 on SIGTERM."
    },
    mixinStandardHelpOptions = true)
final class ReconcilerCommand implements Callable<Integer> {

  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description =
          "The cluster; if not given KUBECONFIG, ~/.kube/config or the Pod's own account.")
  private @Nullable Path kubeconfig;

  @Option(
      names = "--namespaces",
      paramLabel = "a,b",
      split = ",",
      description = "The namespaces that are looked after; all if not given.")
  private List<String> namespaces = List.of();

  @Option(
      names = "--kinds",
      paramLabel = "a,b",
      split = ",",
      description = "The kinds that are looked after; all if not given.")
  private List<String> kinds = List.of();

  @Option(
      names = "--health",
      paramLabel = "HOST:PORT",
      defaultValue = "0.0.0.0:8082",
      description = "Where to serve health and metrics; ${DEFAULT-VALUE} if not given.")
  private String health = "";

  @Option(
      names = "--leader-elect",
      description = "Work only while holding a Lease, so that several replicas can stand by.")
  private boolean leaderElect;

  @Option(
      names = "--workers",
      paramLabel = "NUMBER",
      defaultValue = "8",
      description = "Objects of a kind that are worked on at once; ${DEFAULT-VALUE} if not given.")
  private int workers;

  @Option(
      names = "--resync",
      paramLabel = "TIME",
      defaultValue = "1h",
      converter = SpanConverter.class,
      description =
          "Each object is looked at after so long even if nothing happens; ${DEFAULT-VALUE} if not"
              + " given.")
  private Duration resync = Duration.ZERO;

  @Option(
      names = "--log-format",
      paramLabel = "text|json",
      defaultValue = "text",
      description = "Form of the log on standard error; ${DEFAULT-VALUE} if not given.")
  private String logFormat = "";

  @Mixin private final ProfilingSettings profiling = new ProfilingSettings();

  @Mixin private final ArtifactOptions artifacts = new ArtifactOptions();

  @Override
  public Integer call() {
    LogFormat.use(logFormat);
    var options = options();
    boolean everywhere = namespaces.isEmpty();
    var kinds = AllKinds.with(profiling.settings(everywhere), artifacts.settings(everywhere));
    try {
      return Main.run(options, kinds, System.out);
    } catch (CannotStart e) {
      throw new BadInput(Objects.toString(e.getMessage()));
    }
  }

  private ReconcilerOptions options() {
    Optional<Path> file = Optional.ofNullable(kubeconfig);
    if (file.isPresent() && (Files.isDirectory(file.get()) || !Files.isReadable(file.get()))) {
      throw new BadInput("--kubeconfig: %s cannot be read as a file".formatted(file.get()));
    }
    return new ReconcilerOptions(file, new HashSet<>(kinds), address(), leaderElect, running());
  }

  private RunnerSettings running() {
    RunnerSettings usual =
        RunnerSettings.standard().withNamespaces(NamespacesOption.read(namespaces));
    RunnerSettings busy = read("--workers", () -> usual.withWorkers(workers));
    return read("--resync", () -> busy.withResync(resync));
  }

  private static RunnerSettings read(String option, Supplier<RunnerSettings> settings) {
    try {
      return settings.get();
    } catch (IllegalArgumentException e) {
      throw new BadInput(option + ": " + e.getMessage());
    }
  }

  private InetSocketAddress address() {
    HostPort where = AddressOption.read("--health", health);
    return InetSocketAddress.createUnresolved(where.host(), where.port());
  }
}
