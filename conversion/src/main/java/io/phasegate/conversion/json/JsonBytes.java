package io.phasegate.conversion.json;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * JSON text in the making: UTF-8 in one array that grows.
 *
 * <p>Jackson's generator would do, were it not for two things. It gives up at half a surrogate
 * pair, which a user may well have written as {@code "\ud800"}; here it leaves as it came. And it
 * copies every byte from its buffer to a stream and from there to an array, of which an answer of
 * fifteen megabytes is better spared. What is escaped, and how, is the same.
 */
public final class JsonBytes {

  private static final int SMALL = 1 << 20;

  private static final byte[] HEX = "0123456789ABCDEF".getBytes(US_ASCII);

  /** What stands behind the backslash; 0 for what needs none, 'u' for what has no letter. */
  private static final byte[] ESCAPES = escapes();

  private byte[] bytes;
  private int size;

  /**
   * Begins with nothing.
   *
   * @param room for so many bytes without growing
   */
  public JsonBytes(int room) {
    bytes = new byte[room];
  }

  /** How many bytes there are. */
  public int size() {
    return size;
  }

  /** All bytes so far. Nothing may be added after that. */
  public byte[] toByteArray() {
    return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
  }

  /** All bytes so far, as text. */
  @Override
  public String toString() {
    return new String(bytes, 0, size, UTF_8);
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
    makeRoom(length);
    System.arraycopy(utf8, offset, bytes, size, length);
    size += length;
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
    int length = text.length();
    makeRoom(length + 2L);
    bytes[size++] = '"';
    int done = plain(text, 0);
    while (done < length) {
      special(text.charAt(done));
      makeRoom(length - done + 1L);
      done = plain(text, done + 1);
    }
    bytes[size++] = '"';
    return this;
  }

  /**
   * Copies characters up to the first that is not simply copied; there is room. Nearly all of an
   * answer goes through this loop, hence the local names.
   */
  private int plain(String text, int begin) {
    int length = text.length();
    byte[] out = bytes;
    int to = size;
    int at = begin;
    while (at < length) {
      char c = text.charAt(at);
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

  private void makeRoom(long more) {
    long needed = size + more;
    if (needed > bytes.length) {
      if (needed > Integer.MAX_VALUE - 8) {
        throw new OutOfMemoryError("the JSON would be larger than two gigabytes");
      }
      // Twice as much while it is little; a large answer would rather waste time than memory.
      long grown = bytes.length + (bytes.length < SMALL ? bytes.length + 256L : bytes.length / 4L);
      bytes = Arrays.copyOf(bytes, (int) Math.min(Math.max(grown, needed), Integer.MAX_VALUE - 8));
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
