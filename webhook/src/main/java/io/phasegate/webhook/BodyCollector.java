package io.phasegate.webhook;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;

/**
 * Puts the pieces of one body together, up to a limit. Memory follows what has arrived, never what
 * was announced: a header costs a client nothing.
 */
final class BodyCollector {

  private static final int FIRST_ROOM = 64 * 1024;

  private final int limit;
  private byte[] bytes;
  private int length;

  /**
   * Begins a body.
   *
   * @param announced by {@code Content-Length}; negative when it is not known
   * @param limit bytes
   */
  BodyCollector(long announced, int limit) {
    this.limit = limit;
    long room = announced < 0 ? FIRST_ROOM : Math.min(announced, FIRST_ROOM);
    this.bytes = new byte[(int) Math.min(room, limit)];
  }

  /** Takes a piece; false when the body would become larger than the limit. */
  boolean add(Buffer piece) {
    int size = piece.length();
    if (size > limit - length) {
      return false;
    }
    if (size > bytes.length - length) {
      long doubled = Math.max(2L * bytes.length, (long) length + size);
      bytes = Arrays.copyOf(bytes, (int) Math.min(doubled, limit));
    }
    piece.getBytes(0, size, bytes, length);
    length += size;
    return true;
  }

  /** The body. Nothing may be added after that. */
  byte[] bytes() {
    return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
  }
}
