package io.phasegate.testkit.cluster.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** A server program under a {@link Watchdog}, whose output goes to a log file. */
public final class WatchedProcess {

  private static final int LONGEST_LINE = 400;

  private final Launch launch;
  private final Process process;

  private WatchedProcess(Launch launch, Process process) {
    this.launch = launch;
    this.process = process;
  }

  /**
   * What to start.
   *
   * @param name what to call it in messages
   * @param command the program and its arguments
   * @param directory its working directory
   * @param environment its whole environment; nothing is inherited, so that a proxy or an ETCD_
   *     variable of the person who runs the tests changes nothing
   * @param log where standard output and error go, behind what is there already
   */
  public record Launch(
      String name,
      List<String> command,
      Path directory,
      Map<String, String> environment,
      Path log) {

    public Launch {
      command = List.copyOf(command);
      environment = Map.copyOf(environment);
    }
  }

  /**
   * Starts a program and does not wait for anything.
   *
   * @throws IOException when there is no such program
   */
  public static WatchedProcess start(Launch launch) throws IOException {
    var builder =
        new ProcessBuilder(Watchdog.wrap(launch.command()))
            .directory(launch.directory().toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(launch.log().toFile()));
    builder.environment().clear();
    builder.environment().putAll(launch.environment());
    return new WatchedProcess(launch, builder.start());
  }

  /** What it was started with. */
  public Launch launch() {
    return launch;
  }

  /** The program's own process id. */
  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** How it ended, once it has. */
  public OptionalInt exitCode() {
    return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
  }

  /**
   * Asks the program to end, waits, and kills it when it takes longer than {@code grace}. What it
   * started itself goes with it. Does nothing when it has ended already.
   */
  public void stop(Duration grace) throws InterruptedException {
    // By its handle: Process.destroy also closes the watchdog's pipe, and so kills at once.
    process.toHandle().destroy();
    if (!process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS)) {
      kill();
    }
  }

  /** Ends the program at once, with whatever it started itself, and waits until it is gone. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** The last lines of the log, at most {@code count}, long ones cut. */
  public List<String> lastLines(int count) {
    try {
      // Not readAllLines: a killed program may leave half a character behind.
      List<String> lines =
          new String(Files.readAllBytes(launch.log()), StandardCharsets.UTF_8).lines().toList();
      return lines.subList(Math.max(0, lines.size() - count), lines.size()).stream()
          .map(line -> line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + "…" : line)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
