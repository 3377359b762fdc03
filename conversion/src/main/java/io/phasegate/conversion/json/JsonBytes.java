package io.phasegate.conversion.json;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * JSON text in the making: UTF-8 in an array that grows while it is small, and in a row of arrays
 * when it is large, so that an answer of fifteen megabytes is never copied and never there twice.
 *
 * <p>Jackson's generator would do, were it not for two things. It gives up at half a surrogate
 * pair, which a user may well have written as {@code "\ud800"}; here it leaves as it came. And it
 * copies every byte from its buffer to a stream and from there to an array. What is escaped, and
 * how, is the same.
 */
public final class JsonBytes {

  /** An array of this size is full and not replaced by a larger one. */
  static final int PART = 1 << 18;

  /** So many characters of a string are written at a time. */
  private static final int PIECE = 1 << 10;

  private static final int LARGEST = Integer.MAX_VALUE - 8;

  private static final byte[] HEX = "0123456789ABCDEF".getBytes(US_ASCII);

  /** What stands behind the backslash; 0 for what needs none, 'u' for what has no letter. */
  private static final byte[] ESCAPES = escapes();

  private final List<ByteBuffer> full = new ArrayList<>();
  private int sizeOfFull;

  private byte[] bytes;
  private int size;

  /** The characters that are being written. */
  private char[] piece = {};

  /**
   * Begins with nothing.
   *
   * @param room for so many bytes without growing, as far as they fit into one array
   */
  public JsonBytes(int room) {
    bytes = new byte[Math.min(room, PART)];
  }

  private JsonBytes(byte[] finished) {
    bytes = finished;
    size = finished.length;
  }

  /** JSON that is finished, in UTF-8; the array is not copied. */
  public static JsonBytes of(byte[] utf8) {
    return new JsonBytes(utf8);
  }

  /** How many bytes there are. */
  public int size() {
    return sizeOfFull + size;
  }

  /**
   * All bytes so far, in order, in read-only pieces of at most {@value #PART} bytes. Nothing may be
   * added after that.
   */
  public List<ByteBuffer> parts() {
    List<ByteBuffer> parts = new ArrayList<>();
    full.forEach(array -> cut(array, parts));
    cut(ByteBuffer.wrap(bytes, 0, size).asReadOnlyBuffer(), parts);
    return parts;
  }

  private static void cut(ByteBuffer array, List<ByteBuffer> parts) {
    for (int at = 0; at < array.limit(); at += PART) {
      parts.add(array.slice(at, Math.min(PART, array.limit() - at)));
    }
  }

  /** All bytes so far in one array. Nothing may be added after that. */
  public byte[] toByteArray() {
    if (full.isEmpty()) {
      return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }
    ByteBuffer all = ByteBuffer.allocate(size());
    parts().forEach(all::put);
    return all.array();
  }

  /** All bytes so far, as text. */
  @Override
  public String toString() {
    return full.isEmpty() ? new String(bytes, 0, size, UTF_8) : new String(toByteArray(), UTF_8);
  }

  /** JSON that is finished, punctuation or a number for instance; only ASCII. */
  public JsonBytes raw(String json) {
    int length = json.length();
    makeRoom(length);
    for (int i = 0; i < length; i++) {
      bytes[size++] = (byte) json.charAt(i);
    }
    return this;
  }

  /** JSON that is finished, in UTF-8. */
  public JsonBytes raw(byte[] utf8, int offset, int length) {
    if (size + (long) length <= PART) {
      makeRoom(length);
    }
    int done = 0;
    while (done < length) {
      if (size == bytes.length) {
        makeRoom(Math.min(length - done, PART));
      }
      int piece = Math.min(length - done, bytes.length - size);
      System.arraycopy(utf8, offset + done, bytes, size, piece);
      size += piece;
      done += piece;
    }
    return this;
  }

  /** One character of punctuation. */
  JsonBytes sign(char ascii) {
    makeRoom(1);
    bytes[size++] = (byte) ascii;
    return this;
  }

  /** A string, with its quotes and with whatever must be escaped in it. */
  public JsonBytes text(String text) {
    sign('"');
    int length = text.length();
    if (piece.length < Math.min(length, PIECE)) {
      piece = new char[Math.min(2 * length, PIECE)];
    }
    for (int done = 0; done < length; done += piece.length) {
      int end = Math.min(length - done, piece.length);
      text.getChars(done, done + end, piece, 0);
      makeRoom(end);
      characters(end);
    }
    return sign('"');
  }

  /**
   * Writes the first of the characters in {@link #piece}; there is room for each to take a byte.
   */
  private void characters(int end) {
    int at = plain(0, end);
    while (at < end) {
      special(piece[at]);
      makeRoom(end - at);
      at = plain(at + 1, end);
    }
  }

  /**
   * Copies characters up to the first that is not simply copied; there is room. Much of an answer
   * goes through this loop, hence the local names.
   */
  private int plain(int begin, int end) {
    char[] in = piece;
    byte[] out = bytes;
    int to = size;
    int at = begin;
    while (at < end) {
      char c = in[at];
      if (c >= ESCAPES.length || ESCAPES[c] != 0) {
        break;
      }
      out[to++] = (byte) c;
      at++;
    }
    size = to;
    return at;
  }

  private void special(char c) {
    // The most that one character takes.
    makeRoom(6);
    if (c < ESCAPES.length) {
      escaped(c);
    } else if (c < 0x800) {
      bytes[size++] = (byte) (0b110_00000 | (c >> 6));
      follow(c);
    } else if (!Character.isSurrogate(c)) {
      bytes[size++] = (byte) (0b1110_0000 | (c >> 12));
      follow(c >> 6);
      follow(c);
    } else {
      // Escaped like Jackson's; only so can a half be spelled at all.
      hex(c);
    }
  }

  /** A byte that continues a character of UTF-8: the lowest six bits. */
  private void follow(int bits) {
    bytes[size++] = (byte) (0b10_000000 | (bits & 0b111111));
  }

  private void escaped(char c) {
    byte letter = ESCAPES[c];
    if (letter == 'u') {
      hex(c);
    } else {
      bytes[size++] = '\\';
      bytes[size++] = letter;
    }
  }

  private void hex(char c) {
    bytes[size++] = '\\';
    bytes[size++] = 'u';
    for (int shift = 12; shift >= 0; shift -= 4) {
      bytes[size++] = HEX[c >> shift & 0xF];
    }
  }

  /** Room for so many bytes in one piece. */
  private void makeRoom(long more) {
    if (size + more <= bytes.length) {
      return;
    }
    if (size() + more > LARGEST) {
      throw new OutOfMemoryError("the JSON would be larger than two gigabytes");
    }
    if (size + more <= PART) {
      int grown = (int) Math.max(size + more, 2L * bytes.length + 256);
      bytes = Arrays.copyOf(bytes, Math.min(grown, PART));
    } else {
      full.add(ByteBuffer.wrap(bytes, 0, size).asReadOnlyBuffer());
      sizeOfFull += size;
      bytes = new byte[(int) Math.max(more, PART)];
      size = 0;
    }
  }

  private static byte[] escapes() {
    byte[] escapes = new byte[0x80];
    Arrays.fill(escapes, 0, 0x20, (byte) 'u');
    escapes['\b'] = 'b';
    escapes['\t'] = 't';
    escapes['\n'] = 'n';
    escapes['\f'] = 'f';
    escapes['\r'] = 'r';
    escapes['"'] = '"';
    escapes['\\'] = '\\';
    return escapes;
  }
}
