package io.phasegate.testkit.cluster;

import io.phasegate.conversion.json.JsonReader;
import io.phasegate.conversion.json.MalformedJson;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The API server's audit log as data: who asked for what, with which answer.
 *
 * <p>A request's line may come a moment after its answer, so tests await what they expect.
 */
public final class AuditLog {

  private final Path file;

  AuditLog(Path file) {
    this.file = file;
  }

  /** A place in the log: everything up to now lies before it. */
  public record Mark(long bytes) {

    /** Before the first event. */
    public static final Mark START = new Mark(0);
  }

  /** The place behind the last event of this moment. */
  public Mark mark() {
    try {
      return Files.exists(file) ? new Mark(Files.size(file)) : Mark.START;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All events since the cluster started, in their order. */
  public List<AuditEvent> events() {
    return since(Mark.START);
  }

  /** The events behind a place, in their order. */
  public List<AuditEvent> since(Mark mark) {
    String text = read(mark);
    // The last line may still be growing.
    return text.substring(0, text.lastIndexOf('\n') + 1).lines().map(AuditLog::event).toList();
  }

  private String read(Mark mark) {
    if (!Files.exists(file)) {
      return "";
    }
    try (var log = new RandomAccessFile(file.toFile(), "r")) {
      log.seek(mark.bytes());
      var bytes = new byte[Math.toIntExact(log.length() - mark.bytes())];
      log.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static AuditEvent event(String line) {
    try {
      return AuditEvent.of(JsonReader.readObject(line.getBytes(StandardCharsets.UTF_8)));
    } catch (MalformedJson e) {
      throw new IllegalStateException("the audit log has a line that is no event: " + line, e);
    }
  }
}
