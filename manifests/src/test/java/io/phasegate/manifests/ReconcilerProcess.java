package io.phasegate.manifests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** {@code phasegate reconciler} as users run it: the packed jars, a process of its own. */
final class ReconcilerProcess implements AutoCloseable {

  private static final Path JARS = Path.of("..", "cli", "target", "phasegate", "lib");
  private static final Pattern LISTENING =
      Pattern.compile("^listening health \\S+:(\\d+)$", Pattern.MULTILINE);

  /** Tests start many, and each lives for some seconds: the start counts, not the best code. */
  private static final List<String> JVM =
      List.of(
          "--enable-native-access=ALL-UNNAMED",
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-Xmx256m");

  private final Process process;
  private final Path log;
  private final String kind;

  private ReconcilerProcess(Process process, Path log, String kind) {
    this.process = process;
    this.log = log;
    this.kind = kind;
  }

  /** The one that it is told to look after, or that of most tests. */
  private static String kind(String... options) {
    return Stream.of(options)
        .filter(option -> option.startsWith("--kinds="))
        .findFirst()
        .map(option -> option.substring("--kinds=".length()))
        .orElse("dgdr");
  }

  /**
   * Starts it, and does not wait for anything.
   *
   * @param kubeconfig whose rights it has; its log goes beside it
   * @param options further words of the command line
   */
  static ReconcilerProcess start(Path kubeconfig, String... options) {
    if (!Files.isDirectory(JARS)) {
      throw new IllegalStateException("cli is not packed; run mvn verify -pl manifests -am");
    }
    try {
      Path folder = kubeconfig.toAbsolutePath().getParent();
      Path log = Files.createTempFile(folder, "reconciler-", ".log");
      List<String> command = new ArrayList<>();
      command.add(ProcessHandle.current().info().command().orElseThrow());
      command.addAll(JVM);
      command.addAll(
          List.of(
              "-cp",
              JARS + "/*",
              "io.phasegate.cli.Phasegate",
              "reconciler",
              "--kubeconfig=" + kubeconfig,
              "--health=127.0.0.1:0"));
      command.addAll(List.of(options));
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      return new ReconcilerProcess(process, log, kind(options));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it looks after requests. */
  ReconcilerProcess awaitReady() {
    await("looks after requests", kind + " is looked after");
    return this;
  }

  /** Waits until {@code /readyz} says these words. */
  void await(String what, String words) {
    Awaitility.await("the reconciler " + what + "; its log is " + log)
        .atMost(Duration.ofSeconds(90))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> readiness().contains(words));
  }

  /** What {@code /readyz} says; empty while there is nobody to ask. */
  String readiness() {
    return health("/readyz").map(HttpResponse::body).orElse("");
  }

  /** An answer of its health port, once that is open. */
  Optional<HttpResponse<String>> health(String path) {
    Optional<Integer> port = port();
    if (port.isEmpty()) {
      return Optional.empty();
    }
    try (HttpClient http = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://127.0.0.1:%d%s".formatted(port.get(), path));
      return Optional.of(http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()));
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private Optional<Integer> port() {
    Matcher line = LISTENING.matcher(log());
    return line.find() ? Optional.of(Integer.valueOf(line.group(1))) : Optional.empty();
  }

  /** All that it has written. */
  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  /** SIGSTOP: it stands still, and does not know it. */
  void freeze() {
    signal("STOP");
  }

  /** SIGCONT: it goes on where it was. */
  void thaw() {
    signal("CONT");
  }

  private void signal(String name) {
    try {
      int failed =
          new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
              .inheritIO()
              .start()
              .waitFor();
      if (failed != 0) {
        throw new IllegalStateException("SIG%s does not reach %d".formatted(name, pid()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** SIGKILL: it has no time for a last word. */
  void kill() {
    end(process.destroyForcibly());
  }

  /** SIGTERM; its exit code, or 137 when it has to be killed in the end. */
  int terminate() {
    process.destroy();
    end(process);
    return process.exitValue();
  }

  /** SIGTERM, and waits for its end. */
  @Override
  public void close() {
    terminate();
  }

  private static void end(Process process) {
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
