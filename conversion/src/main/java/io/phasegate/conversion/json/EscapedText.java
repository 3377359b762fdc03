package io.phasegate.conversion.json;

/**
 * Strings that hold JSON again, as annotations do: a backslash stands at every few bytes, now here
 * and now there. A processor that goes on from one to the next guesses wrong at nearly each. So the
 * backslashes of eight bytes are looked at together, and where each leads is computed.
 *
 * <p>Only the usual escapes are passed over, those of a quote, a backslash or the end of a line. Of
 * two backslashes in a row it is harder to compute where they lead, and they are rarer: text that
 * is escaped twice is left to the caller.
 */
final class EscapedText {

  private static final long LOWER_BITS = ~Words.HIGHEST_BITS;
  private static final long QUOTES = Words.all('"');
  private static final long BACKSLASHES = Words.all('\\');
  private static final long NEW_LINES = Words.all('n');

  /** Carries into the highest bit of whatever is no control character. */
  private static final long FROM_SPACE_ON = Words.all(0x80 - ' ');

  /** Moves the lowest bit of each byte together into the highest byte. */
  private static final long GATHER = 0x0102_0408_1020_4080L;

  private EscapedText() {}

  /**
   * Passes over the inside of a string.
   *
   * @param first where a character begins or an escape
   * @param limit where the bytes end
   * @return the index of the quote that ends the string, of a byte that is not printable ASCII, of
   *     the backslash of an escape that is not usual or is followed by another backslash, or of one
   *     of the last few bytes at which a character begins or an escape
   */
  static int pass(byte[] utf8, int first, int limit) {
    int here = first;
    int escapedFirst = 0;
    while (here <= limit - Words.BYTES) {
      // In all of these, a bit for each byte, the first byte lowest.
      long word = (long) Words.VIEW.get(utf8, here);
      int quotes = same(word, QUOTES);
      int backslashes = same(word, BACKSLASHES);
      int escapes = backslashes & ~escapedFirst;
      int escaped = (escapes << 1) | escapedFirst;
      int usual = quotes | backslashes | same(word, NEW_LINES);
      int stops =
          unprintable(word)
              | (quotes & ~escaped)
              | (escaped & ~usual & 0xff)
              | (escapes & (escapes >> 1));
      if (stops != 0) {
        int stop = Integer.numberOfTrailingZeros(stops);
        return here + stop - ((escaped >> stop) & 1);
      }
      escapedFirst = escapes >> 7;
      here += Words.BYTES;
    }
    return here - escapedFirst;
  }

  /** Which bytes are a certain one. */
  private static int same(long word, long letters) {
    long other = word ^ letters;
    // The sum has its highest bit where any of the lower ones was set.
    return bits(~(((other & LOWER_BITS) + LOWER_BITS) | other));
  }

  /** Which bytes are control characters, or not ASCII. */
  private static int unprintable(long word) {
    return bits(~((word & LOWER_BITS) + FROM_SPACE_ON) | word);
  }

  private static int bits(long word) {
    return (int) ((((word & Words.HIGHEST_BITS) >>> 7) * GATHER) >>> 56);
  }
}
