package io.phasegate.testkit.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * What the containers of this cluster seem to have written. They do not run, so the test writes it
 * for them; every container of every Pod shows the same lines to {@code kubectl logs}.
 */
public final class PodLogs {

  private static final DateTimeFormatter CRI_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.nnnnnnnnn'Z'").withZone(ZoneOffset.UTC);

  private final Path file;
  private final InstantSource time;

  PodLogs(Path file, InstantSource time) {
    this.file = file;
    this.time = time;
  }

  /** Adds lines of standard output, as of now. */
  public void write(String... lines) {
    var text = new StringBuilder();
    for (String line : lines) {
      text.append(cri(time.instant(), line)).append('\n');
    }
    try {
      Files.writeString(file, text, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Forgets all lines. */
  public void clear() {
    try {
      Files.writeString(file, "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A line as a container runtime writes it: time, stream, F for a full line, text. */
  private static String cri(Instant when, String line) {
    return "%s stdout F %s".formatted(CRI_TIME.format(when), line);
  }
}
