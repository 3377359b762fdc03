package io.phasegate.webhook;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;

/**
 * Puts the pieces of one body together, up to a limit. Memory follows what has arrived, never what
 * was announced: a header costs a client nothing.
 */
final class BodyCollector {

  private final int limit;
  private final long announced;
  private byte[] bytes = {};
  private int length;

  /**
   * Begins a body.
   *
   * @param announced by {@code Content-Length}; negative when it is not known
   * @param limit bytes
   */
  BodyCollector(long announced, int limit) {
    this.limit = limit;
    this.announced = announced;
  }

  /** Takes a piece; false when the body would become larger than the limit. */
  boolean add(Buffer piece) {
    int size = piece.length();
    if (size > limit - length) {
      return false;
    }
    if (size > bytes.length - length) {
      bytes = Arrays.copyOf(bytes, room(length + size));
    }
    piece.getBytes(0, size, bytes, length);
    length += size;
    return true;
  }

  /** Twice what is needed, but not beyond where the body is said to end. */
  private int room(int needed) {
    long end = announced < needed ? limit : Math.min(announced, limit);
    return (int) Math.min(2L * needed, end);
  }

  /** The body. Nothing may be added after that. */
  byte[] bytes() {
    return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
  }
}
