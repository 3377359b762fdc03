package io.phasegate.bench.wire;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** One of the two servers, as a process of its own. */
final class Contender implements AutoCloseable {

  /** Which of the two. */
  enum Name {
    OURS,
    MINIMAL
  }

  private static final String NEEDED = "(bench|jackson|netty|vertx)-.*";

  /** For both, although the minimal server has none of the methods that are named in there. */
  private static final String OPTIONS_OF_THE_LAUNCHER = "@webhook/src/main/jvm/webhook.options";

  private final Process process;
  private final int port;
  private final long begin;

  private Contender(Process process, int port, long begin) {
    this.process = process;
    this.port = port;
    this.begin = begin;
  }

  /**
   * Starts one; returns at once.
   *
   * @param directory with {@code tls.crt} and {@code tls.key}; takes the log as well
   * @param jvm options
   */
  static Contender start(Name name, Path directory, List<String> jvm) throws IOException {
    int port = freePort();
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.add(OPTIONS_OF_THE_LAUNCHER);
    command.addAll(jvm);
    command.add("-cp");
    command.addAll(
        switch (name) {
          case OURS ->
              List.of(
                  System.getProperty("ours", "demo/target/phasegate/lib") + "/*",
                  "io.phasegate.cli.Phasegate",
                  "webhook",
                  "--cert-dir",
                  directory.toString(),
                  "--listen",
                  "127.0.0.1:" + port,
                  "--health",
                  "127.0.0.1:0",
                  "--drain-delay",
                  "0s");
          case MINIMAL ->
              List.of(
                  leastClassPath(),
                  MinimalServer.class.getName(),
                  directory.toString(),
                  Integer.toString(port),
                  Integer.toString(Runtime.getRuntime().availableProcessors()));
        });
    Path log = directory.resolve(name.name().toLowerCase(java.util.Locale.ROOT) + ".log");
    long begin = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    return new Contender(process, port, begin);
  }

  int port() {
    return port;
  }

  /** Time since it was started. */
  Duration age() {
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  /** What it has used so far of all processors. */
  Duration cpuTime() {
    return process.info().totalCpuDuration().orElseThrow();
  }

  /** Memory that it holds just now, MiB. */
  long residentMib() throws IOException {
    return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .sum();
  }

  /** Keeps it to one core from now on. */
  void pin(int core) throws IOException, InterruptedException {
    pin(process.pid(), core);
  }

  /** Keeps a process to one core, all its threads; false where {@code taskset} is not there. */
  static boolean pin(long pid, int core) throws IOException, InterruptedException {
    try {
      return new ProcessBuilder("taskset", "-a", "-p", "-c", "" + core, "" + pid)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Asks it to end, and waits for that. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** What the minimal server needs of our own class path, and nothing else. */
  private static String leastClassPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(jar -> Path.of(jar).getFileName().toString().matches(NEEDED))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
