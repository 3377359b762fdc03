package io.phasegate.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** {@code ./phasegate demo} as a process of its own, with what it writes in files. */
record DemoProcess(Process process, Path out, Path err) implements AutoCloseable {

  static DemoProcess start(Path folder, String... options) throws IOException {
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // As the launcher starts it.
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dphasegate.home=" + System.getProperty("phasegate.home"),
                "-classpath",
                System.getProperty("java.class.path"),
                PhasegateWithDemo.class.getName(),
                "demo"));
    command.addAll(List.of(options));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    return new DemoProcess(process, out, err);
  }

  /** Waits until it has written these words. */
  void await(String words) {
    Awaitility.await(words)
        .atMost(Duration.ofMinutes(5))
        .pollInterval(Duration.ofMillis(100))
        .failFast("the demo has ended", () -> !process.isAlive())
        .until(() -> read(out).contains(words));
  }

  /** What Ctrl-C sends, and waits for its end. */
  void interrupt() throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      throw new AssertionError("it does not end on Ctrl-C; it wrote " + read(out) + read(err));
    }
  }

  /** Waits for its end. */
  int exitCode() throws InterruptedException {
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      throw new AssertionError("it does not end; it wrote " + read(out) + read(err));
    }
    return process.exitValue();
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
