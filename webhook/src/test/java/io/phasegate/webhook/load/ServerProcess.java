package io.phasegate.webhook.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.phasegate.admission.rule.Settings;
import io.phasegate.certs.DirectoryCertificateSource;
import io.phasegate.webhook.AllKinds;
import io.phasegate.webhook.Farewell;
import io.phasegate.webhook.HostPort;
import io.phasegate.webhook.Limits;
import io.phasegate.webhook.Main;
import io.phasegate.webhook.TlsEngine;
import io.phasegate.webhook.WebhookOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The real server, with every kind, as a process of its own on free ports. */
final class ServerProcess implements AutoCloseable {

  private final Process process;
  private final Balancer.Backend ports;

  private ServerProcess(Process process, Balancer.Backend ports) {
    this.process = process;
    this.ports = ports;
  }

  /** The process: takes the directory of the certificate and the drain delay. */
  public static void main(String[] args) {
    var kinds = AllKinds.with(Settings.standard());
    var certificates = DirectoryCertificateSource.watch(Path.of(args[0]), Duration.ofMillis(500));
    var anywhere = new HostPort("127.0.0.1", 0);
    var options =
        WebhookOptions.of(certificates, () -> kinds)
            .withAddresses(anywhere, anywhere)
            .withFarewell(new Farewell(Duration.parse(args[1]), Duration.ofSeconds(20)))
            .withLimits(limits())
            .withEngine(TlsEngine.valueOf(System.getProperty("phasegate.load.engine", "AUTO")));
    System.exit(Main.run(options, System.out));
  }

  /** The usual ones; or so roomy that memory runs out, where a scenario wants that. */
  private static Limits limits() {
    Limits usual = Limits.defaults();
    return Boolean.getBoolean("phasegate.load.roomy")
        ? usual.withInFlight(usual.inFlight(), Long.MAX_VALUE / 2)
        : usual;
  }

  static ServerProcess start(Path certificates, Duration drainDelay, String... jvmOptions)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(List.of(jvmOptions));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(ServerProcess.class.getName());
    command.add(certificates.toString());
    command.add(drainDelay.toString());
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader output = process.inputReader(UTF_8);
    int health = port(output.readLine());
    int webhook = port(output.readLine());
    var server = new ServerProcess(process, new Balancer.Backend(webhook, health));
    server.awaitReady();
    return server;
  }

  private void awaitReady() throws IOException, InterruptedException {
    var question = URI.create("http://127.0.0.1:" + ports.healthPort() + "/readyz");
    try (var client = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(question).build();
      while (client.send(request, BodyHandlers.discarding()).statusCode() != 200) {
        Thread.sleep(50);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  Balancer.Backend ports() {
    return ports;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** What it has used so far of all processors. */
  Duration cpuTime() {
    return process.info().totalCpuDuration().orElseThrow();
  }

  /** Asks it to stop, as the kubelet does, and waits for the end. */
  int stop(Duration patience) throws InterruptedException {
    process.toHandle().destroy();
    return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS) ? process.exitValue() : -1;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private static int port(String line) throws IOException {
    if (line == null) {
      throw new IOException("the server ended before it listened");
    }
    return Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
  }
}
