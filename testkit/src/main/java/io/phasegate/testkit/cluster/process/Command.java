package io.phasegate.testkit.cluster.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * A program that runs to its end, for instance {@code kubectl}: what goes in, and how long it may
 * take. Immutable.
 *
 * @param executable the program
 * @param directory its working directory
 * @param environment its whole environment
 * @param input what it reads from standard input
 * @param limit after this long it is killed
 */
public record Command(
    Path executable,
    Path directory,
    Map<String, String> environment,
    String input,
    Duration limit) {

  private static final Duration DEFAULT_LIMIT = Duration.ofSeconds(60);

  public Command {
    environment = Map.copyOf(environment);
  }

  /** A command without input that may take a minute. */
  public static Command of(Path executable, Path directory, Map<String, String> environment) {
    return new Command(executable, directory, environment, "", DEFAULT_LIMIT);
  }

  /** The same with a text on standard input. */
  public Command withInput(String text) {
    return new Command(executable, directory, environment, text, limit);
  }

  /** The same with another time limit. */
  public Command within(Duration time) {
    return new Command(executable, directory, environment, input, time);
  }

  /** The same in another working directory, for relative file names. */
  public Command in(Path folder) {
    return new Command(executable, folder, environment, input, limit);
  }

  /**
   * Runs the program to its end, whatever its exit code.
   *
   * @throws IllegalStateException when it takes longer than the limit, with what it wrote so far
   * @throws UncheckedIOException when it cannot be started
   */
  public CommandResult run(String... arguments) {
    try {
      Path file = Files.createTempFile("phasegate-", ".input");
      try {
        Files.writeString(file, input);
        return run(List.of(arguments), file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(executable.getFileName() + " was interrupted", e);
    }
  }

  private CommandResult run(List<String> arguments, Path inputFile)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of(executable.toString()));
    line.addAll(arguments);
    var builder = new ProcessBuilder(Watchdog.wrap(line, inputFile)).directory(directory.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    String shown = executable.getFileName() + " " + String.join(" ", arguments);
    try (var readers = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<String> out = readers.submit(reading(process.getInputStream()));
      Future<String> err = readers.submit(reading(process.getErrorStream()));
      boolean ended;
      try {
        ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
      } finally {
        // The watchdog now kills whatever still runs, also what the program has left behind, which
        // would keep the outputs open.
        process.getOutputStream().close();
      }
      process.waitFor();
      var result = new CommandResult(shown, process.exitValue(), text(out), text(err));
      if (!ended) {
        throw new IllegalStateException(
            "%s did not end within %d s; it had written:%n%s%s"
                .formatted(shown, limit.toSeconds(), result.out(), result.err()));
      }
      return result;
    }
  }

  private static Callable<String> reading(InputStream stream) {
    return () -> new String(stream.readAllBytes(), StandardCharsets.UTF_8);
  }

  private static String text(Future<String> reader) throws IOException, InterruptedException {
    try {
      return reader.get();
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
  }
}
