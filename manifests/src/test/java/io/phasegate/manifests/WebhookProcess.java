package io.phasegate.manifests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
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
import org.awaitility.Awaitility;

/** {@code phasegate webhook} as users run it: the packed jars, a process of its own, free ports. */
final class WebhookProcess implements AutoCloseable {

  private static final Path JARS = Path.of("..", "cli", "target", "phasegate", "lib");
  private static final Pattern LISTENING =
      Pattern.compile("^listening (webhook|health) \\S+:(\\d+)$", Pattern.MULTILINE);

  private final Process process;
  private final Path log;

  private WebhookProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts it and waits until it calls itself ready.
   *
   * @param certificates the folder with tls.crt and tls.key
   * @param settings more options
   */
  static WebhookProcess start(Path certificates, String... settings) {
    if (!Files.isDirectory(JARS)) {
      throw new IllegalStateException("cli is not packed; run mvn verify -pl manifests -am");
    }
    try {
      Path log = certificates.resolveSibling("webhook.log");
      List<String> command =
          new ArrayList<>(
              List.of(
                  ProcessHandle.current().info().command().orElseThrow(),
                  "--enable-native-access=ALL-UNNAMED",
                  "-cp",
                  JARS + "/*",
                  "io.phasegate.cli.Phasegate",
                  "webhook",
                  "--listen=127.0.0.1:0",
                  "--health=127.0.0.1:0",
                  "--cert-dir=" + certificates));
      command.addAll(List.of(settings));
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      var webhook = new WebhookProcess(process, log);
      webhook.awaitReady();
      return webhook;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitReady() {
    try {
      Awaitility.await("the webhook is ready; its log is " + log)
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(100))
          .until(this::isReady);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** The port of its HTTPS listener. */
  int port() {
    return announced("webhook").orElseThrow();
  }

  private boolean isReady() throws IOException, InterruptedException {
    if (!process.isAlive()) {
      throw new IllegalStateException("the webhook ended: " + Files.readString(log));
    }
    Optional<Integer> health = announced("health");
    if (health.isEmpty()) {
      return false;
    }
    URI readyz = URI.create("http://127.0.0.1:" + health.get() + "/readyz");
    try (var http = HttpClient.newHttpClient()) {
      return http.send(HttpRequest.newBuilder(readyz).build(), BodyHandlers.discarding())
              .statusCode()
          == 200;
    }
  }

  private Optional<Integer> announced(String name) {
    try {
      Matcher line = LISTENING.matcher(Files.readString(log));
      Optional<Integer> port = Optional.empty();
      while (line.find()) {
        if (line.group(1).equals(name)) {
          port = Optional.of(Integer.parseInt(line.group(2)));
        }
      }
      return port;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asks it to end, as a kubelet would. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
