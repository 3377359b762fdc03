package io.phasegate.testkit.cluster.junit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The file that tells the end of the build what was skipped: one sentence, and no file when nothing
 * was.
 */
record SkipNotice(Path file) {

  /** The notice of the module whose tests run. */
  static SkipNotice ofThisModule() {
    return new SkipNotice(Path.of("target", "cluster-skipped.txt"));
  }

  /** Says what was skipped and why, in place of what an earlier run said. */
  void write(String sentence) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, sentence + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes back what an earlier run said. */
  void remove() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
