package io.phasegate.webhook.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.phasegate.certs.CertificateAuthority;
import io.phasegate.certs.Leaf;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;

/**
 * From the start of a process to its first correct answer over TLS, and the memory it holds after
 * 10 000 reviews; ours and {@link MinimalServer}, in turn, with and without an AOT cache. Run by
 * hand, with everything in jars; docs/capacity.md has what came out.
 */
final class StartUp {

  private static final int REVIEWS = 10_000;

  private final Path directory;
  private final SSLSocketFactory sockets;

  private StartUp(Path directory, SSLSocketFactory sockets) {
    this.directory = directory;
    this.sockets = sockets;
  }

  private record Figures(double firstAnswerMillis, long residentMib) {}

  /** Takes how many rounds, and how many reviews to send for the memory (10 000). */
  public static void main(String[] args) throws Exception {
    Path directory = Files.createTempDirectory("start-up");
    var clock = InstantSource.system();
    var authority = CertificateAuthority.create("Start CA", Duration.ofDays(1), clock);
    var pair = authority.sign(Leaf.forHosts(List.of("localhost"), Duration.ofHours(1)), clock);
    Files.writeString(directory.resolve("tls.crt"), pair.chainPem());
    Files.writeString(directory.resolve("tls.key"), pair.keyPem());
    var run = new StartUp(directory, Soak.trusting(authority).getSocketFactory());
    int reviews = args.length > 1 ? Integer.parseInt(args[1]) : REVIEWS;
    for (String server : List.of("ours", "minimal")) {
      run.start(server, List.of("-XX:AOTCacheOutput=" + run.cache(server)), 400);
    }
    for (int round = 0; round < Integer.parseInt(args[0]); round++) {
      for (boolean cached : new boolean[] {false, true}) {
        for (String server : List.of("ours", "minimal")) {
          Figures figures =
              run.start(
                  server,
                  cached ? List.of("-XX:AOTCache=" + run.cache(server)) : List.of(),
                  reviews);
          System.out.printf(
              Locale.ROOT,
              "%s, %s: first answer %.0f ms, %d MiB resident%n",
              server,
              cached ? "AOT cache" : "no cache",
              figures.firstAnswerMillis,
              figures.residentMib);
        }
      }
    }
    System.exit(0);
  }

  private Path cache(String server) {
    return directory.resolve(server + ".aot");
  }

  private Figures start(String server, List<String> jvmOptions, int reviews) throws Exception {
    int port = freePort();
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Xmx256m"));
    command.addAll(jvmOptions);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    String certificates = directory.toString();
    command.addAll(
        server.equals("ours")
            ? List.of(
                "io.phasegate.cli.Phasegate",
                "webhook",
                "--cert-dir",
                certificates,
                "--listen",
                "127.0.0.1:" + port,
                "--health",
                "127.0.0.1:0",
                "--drain-delay",
                "0")
            : List.of(MinimalServer.class.getName(), certificates, "" + port, "native"));
    File log = directory.resolve(server + ".log").toFile();
    long begin = System.nanoTime();
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
    try (var client =
        new PooledClient(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), sockets)) {
      byte[] review = Soak.review();
      while (!isAnswered(client, review)) {
        Thread.sleep(5);
      }
      double first = (System.nanoTime() - begin) / 1e6;
      for (int i = 0; i < reviews; i++) {
        client.post("/convert", review);
      }
      return new Figures(first, residentMib(process.pid()));
    } finally {
      process.destroy();
      process.waitFor(60, TimeUnit.SECONDS);
      process.destroyForcibly();
    }
  }

  private static boolean isAnswered(PooledClient client, byte[] review)
      throws InterruptedException {
    try {
      return new String(client.postOnce("/convert", review).body(), UTF_8).contains("Success");
    } catch (IOException e) {
      return false;
    }
  }

  private static long residentMib(long pid) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .sum();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
