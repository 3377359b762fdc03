package io.phasegate.reconciler.dgdr.copier;

import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.yaml.MalformedYaml;
import io.phasegate.conversion.yaml.YamlReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * The folder that the profiler writes to. A link is not followed: it could lead to our own token,
 * and we would publish it.
 */
record ResultFiles(Path folder) {

  /** The profiler's report has a few lines. */
  private static final int LARGEST_REPORT = 64 << 10;

  private static final int AT_ONCE = 16 << 10;

  /** Clocks of nodes and file servers differ a little. */
  private static final Duration SKEW = Duration.ofMinutes(1);

  /** A file, as far as it can be had. */
  sealed interface Content {

    record Text(String text) implements Content {}

    record Absent() implements Content {}

    /**
     * There is something, but nothing to publish.
     *
     * @param why a sentence about the file
     */
    record Unreadable(String why) implements Content {}
  }

  /** Reads a file of at most {@code limit} bytes. */
  Content read(String name, int limit) {
    Path file = folder.resolve(name);
    try {
      var attributes = attributes(file);
      if (!attributes.isRegularFile()) {
        return new Content.Unreadable(name + " is no plain file");
      }
      if (attributes.size() > limit) {
        return new Content.Unreadable(
            "%s has %d bytes, and may have %d at most".formatted(name, attributes.size(), limit));
      }
      return new Content.Text(text(file, (int) attributes.size()));
    } catch (NoSuchFileException e) {
      return new Content.Absent();
    } catch (IOException e) {
      return new Content.Unreadable(name + " cannot be read: " + e);
    }
  }

  /**
   * The profiler's report, if it is of this run: a claim may still hold that of an earlier one.
   *
   * @param begin when the profiler was started
   */
  Optional<JsonObject> report(String name, Instant begin) {
    try {
      Instant written = attributes(folder.resolve(name)).lastModifiedTime().toInstant();
      if (written.isBefore(begin.minus(SKEW))) {
        return Optional.empty();
      }
      return read(name, LARGEST_REPORT) instanceof Content.Text(var text)
          ? YamlReader.read(text).stream()
              .findFirst()
              .flatMap(document -> document.value().asObject())
          : Optional.empty();
    } catch (IOException | MalformedYaml e) {
      // absent, or being written just now
      return Optional.empty();
    }
  }

  private static BasicFileAttributes attributes(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  private static String text(Path file, int size) throws IOException {
    try (SeekableByteChannel in =
        Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
      var bytes = ByteBuffer.allocate(size);
      // The JDK reads by way of a buffer outside the heap as large as what is asked for at once.
      for (int read = 0; read >= 0 && bytes.hasRemaining(); ) {
        bytes.limit(Math.min(size, bytes.position() + AT_ONCE));
        read = in.read(bytes);
        bytes.limit(size);
      }
      return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    }
  }
}
