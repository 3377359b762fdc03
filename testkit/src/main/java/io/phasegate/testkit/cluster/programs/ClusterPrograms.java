package io.phasegate.testkit.cluster.programs;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The programs of a real cluster: found, or missing.
 *
 * <p>They are looked for in the folder {@code KUBEBUILDER_ASSETS}, then in the cache {@code
 * ${XDG_CACHE_HOME:-$HOME/.cache}/phasegate/cluster/VERSION}; what neither has is built into the
 * cache by {@code .ci/apiserver/build} where {@code go} is on the {@code PATH}.
 */
public sealed interface ClusterPrograms {

  /**
   * Every program that was asked for, and perhaps others.
   *
   * @param paths the executable of each
   */
  record Found(Map<Program, Path> paths) implements ClusterPrograms {

    public Found {
      paths = paths.isEmpty() ? Map.of() : Map.copyOf(new EnumMap<>(paths));
    }

    /**
     * The executable of one program.
     *
     * @throws IllegalArgumentException when it was not found, because nobody asked for it
     */
    public Path path(Program program) {
      return Optional.ofNullable(paths.get(program))
          .orElseThrow(() -> new IllegalArgumentException(program + " was not asked for"));
    }

    /** The folder of kwok's own stage files, which lies beside kwok. */
    public Path kwokStages() {
      return path(Program.KWOK).resolveSibling(ProgramFolder.KWOK_STAGES);
    }
  }

  /**
   * Something is not there.
   *
   * @param sentence one sentence for a person: what is missing, and how to get it
   */
  record Missing(String sentence) implements ClusterPrograms {}

  /**
   * Finds programs and builds what is nowhere. A first build takes about seven minutes.
   *
   * @param needed the programs without which the answer is {@link Missing}
   * @param progress gets a line for each step of a build
   */
  static ClusterPrograms find(
      Set<Program> needed, Surroundings surroundings, Consumer<String> progress) {
    return new ProgramSearch(surroundings, progress).find(needed);
  }
}
