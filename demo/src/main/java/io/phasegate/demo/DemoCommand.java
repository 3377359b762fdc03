package io.phasegate.demo;

import io.phasegate.cli.BadInput;
import io.phasegate.cli.ManifestFile;
import io.phasegate.conversion.Converter;
import io.phasegate.conversion.Kinds;
import io.phasegate.conversion.crd.Crds;
import io.phasegate.conversion.crd.CustomResourceDefinition;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code phasegate demo}: an API server, our webhook, our reconciler, and one request's way. */
@Command(
    name = "demo",
    description = {
      "Shows what Phasegate does to a request: admission, conversion there and back, a refusal,"
          + " and",
      "its phases until it is deployed. Starts the webhook with a throwaway certificate, an API",
      "server in front of it, and the reconciler; stand-ins play the profiler and what is deployed."
    },
    footer = {
      "",
      "To see a profiler fail, annotate your own manifest under"
          + " spec.overrides.profilingJob.template",
      "with stand-in.phasegate.io/profiler: fails, and .../exit-code and .../message as you like."
    },
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

  private static final String LEGACY_SAMPLE = "manifests/samples/dgdr-v1alpha1.yaml";
  private static final String REFUSED_SAMPLE = "manifests/samples/dgdr-refused-v1alpha1.yaml";

  /** Between one step of the stand-ins and the next: slow enough to be read. */
  private static final Duration PACE = Duration.ofMillis(700);

  private enum ClusterKind {
    embedded,
    real
  }

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-f", "--filename"},
      paramLabel = "FILE",
      defaultValue = "",
      description =
          "Your own manifest, - for standard input; our legacy v1alpha1 sample if not given.")
  private String file = "";

  @Option(
      names = "--cluster",
      paramLabel = "embedded|real",
      defaultValue = "embedded",
      description =
          "What stands in front of the webhook: a stage in this process, or a real kube-apiserver"
              + " with kwok (found or built, see README). Environment: PHASEGATE_DEMO_CLUSTER.")
  private ClusterKind cluster = ClusterKind.embedded;

  @Option(names = "--keep", description = "Leave everything running until Ctrl-C.")
  private boolean keep;

  private final Duration pace;

  DemoCommand() {
    this(PACE);
  }

  /** A demo whose stand-ins keep another pace. */
  DemoCommand(Duration pace) {
    this.pace = pace;
  }

  @Override
  public Integer call() throws IOException {
    CustomResourceDefinition crd = Crds.read("dynamographdeploymentrequests");
    List<Request> requests = requests(file.isEmpty() ? sample(LEGACY_SAMPLE) : file, crd);
    Optional<Request> wrong =
        file.isEmpty()
            ? Optional.of(requests(sample(REFUSED_SAMPLE), crd).getFirst())
            : Optional.empty();

    var screen = new Screen(spec.commandLine().getOut(), isTerminal());
    try (Stage stage = stage();
        var phases = new PhaseStory(stage, screen, InstantSource.system())) {
      stage.description().forEach(screen::title);
      var story = new Story(stage.api(), new Converter(Kinds.registry()), screen);
      var madeUp = new MadeUp(stage.api());
      List<Request> accepted = new ArrayList<>();
      for (Request request : requests) {
        madeUp.namespaceOf(request);
        if (story.tell(request)) {
          accepted.add(request);
        }
      }
      boolean asTold = accepted.size() == requests.size();
      if (wrong.isPresent()) {
        asTold &= story.tellWrongRequest(wrong.get());
      }
      if (!accepted.isEmpty()) {
        asTold &= phases.tell(accepted, madeUp);
      }
      end(screen, stage);
      return asTold ? ExitCode.OK : ExitCode.SOFTWARE;
    }
  }

  private void end(Screen screen, Stage stage) {
    screen.line("");
    if (!keep) {
      screen.line("Next: ./phasegate demo --keep, and look around; or -f with a request of yours.");
      return;
    }
    screen.line("All of it keeps running until Ctrl-C. To look around:");
    stage.waysIn().forEach(way -> screen.line("  " + way));
    waitForInterrupt();
  }

  private static void waitForInterrupt() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Stage stage() throws IOException {
    return switch (cluster) {
      case embedded -> EmbeddedStage.start(home(), pace);
      case real -> RealStage.start(home(), pace);
    };
  }

  private static List<Request> requests(String file, CustomResourceDefinition crd) {
    return ManifestFile.read(file, System.in).manifests().stream()
        .map(manifest -> Request.of(manifest, crd))
        .toList();
  }

  /** A sample's path, short where the user stands in the source tree. */
  private static String sample(String name) {
    Path here = Path.of("").toAbsolutePath();
    return here.equals(home()) ? name : here.relativize(home().resolve(name)).toString();
  }

  /** The source tree that the launcher was called in. */
  private static Path home() {
    String home = System.getProperty("phasegate.home", "");
    if (home.isEmpty()) {
      throw new BadInput("the demo runs from a source tree, by ./phasegate demo");
    }
    return Path.of(home).toAbsolutePath();
  }

  private static boolean isTerminal() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent()
        && System.getenv("NO_COLOR") == null;
  }
}
