package io.phasegate.testkit.cluster.programs;

import io.phasegate.testkit.cluster.process.Watchdog;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** One run of {@code .ci/apiserver/build}: the programs from their Go modules into the cache. */
record ProgramBuild(Surroundings surroundings, Path script, Consumer<String> progress) {

  /** What the script makes in one go. */
  enum Part {
    CLUSTER,
    HELM
  }

  /** The parts that hold the given programs. */
  static Set<Part> parts(Collection<Program> programs) {
    Set<Part> parts = EnumSet.noneOf(Part.class);
    for (Program program : programs) {
      parts.add(program == Program.HELM ? Part.HELM : Part.CLUSTER);
    }
    return parts;
  }

  /**
   * Builds one part; takes minutes when Go's caches are cold.
   *
   * @return what went wrong, as the end of a sentence
   */
  Optional<String> run(Part part) {
    String version = surroundings.kubernetesVersion();
    Path target = surroundings.cache();
    progress.accept(
        switch (part) {
          case CLUSTER ->
              "Building the programs of Kubernetes %s into %s; the first time takes about 7 minutes."
                  .formatted(version, target);
          case HELM ->
              "Building helm into %s; the first time takes up to 3 minutes.".formatted(target);
        });
    List<String> command =
        switch (part) {
          case CLUSTER -> List.of(script.toString(), version, target.toString());
          case HELM -> List.of(script.toString(), version, target.toString(), "helm");
        };
    try {
      return run(command);
    } catch (InterruptedIOException e) {
      Thread.currentThread().interrupt();
      return Optional.of(script + " was interrupted");
    } catch (IOException e) {
      return Optional.of("%s could not run: %s".formatted(script, e.getMessage()));
    }
  }

  private Optional<String> run(List<String> command) throws IOException {
    var builder = new ProcessBuilder(Watchdog.wrap(command)).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(surroundings.variables());
    Process process = builder.start();
    String lastLine = "it said nothing";
    try (BufferedReader output = process.inputReader()) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        progress.accept(line);
        lastLine = line;
      }
      int exitCode = process.waitFor();
      return exitCode == 0
          ? Optional.empty()
          : Optional.of(
              "%s failed with exit code %d (%s)"
                  .formatted(String.join(" ", command), exitCode, lastLine));
    } catch (InterruptedException e) {
      throw new InterruptedIOException();
    } finally {
      process.destroy();
    }
  }
}
