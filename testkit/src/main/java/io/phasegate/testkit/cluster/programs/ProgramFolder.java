package io.phasegate.testkit.cluster.programs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A folder that may hold programs, each under its own name. */
record ProgramFolder(Path path) {

  /** Beside kwok: without its stage files it does nothing. */
  static final String KWOK_STAGES = "kwok-stages";

  /** The executable, if it is here and complete. */
  Optional<Path> find(Program program) {
    return Optional.of(path.resolve(program.fileName()))
        .filter(Files::isRegularFile)
        .filter(Files::isExecutable)
        .filter(_ -> program != Program.KWOK || Files.isDirectory(path.resolve(KWOK_STAGES)))
        .map(Path::toAbsolutePath);
  }
}
