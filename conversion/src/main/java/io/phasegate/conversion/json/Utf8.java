package io.phasegate.conversion.json;

/** UTF-8 as Unicode defines it: nothing overlong, no surrogates. */
final class Utf8 {

  /** There is no character here. */
  static final int NONE = -1;

  private Utf8() {}

  /**
   * The index behind a character that takes more than one byte; {@link #NONE} when the bytes are
   * none. The table is Unicode's 3-7, "Well-Formed UTF-8 Byte Sequences".
   *
   * @param limit where the bytes end; of a character that is cut there, the answer lies behind it
   */
  static int behind(byte[] utf8, int at, int limit) {
    int first = utf8[at] & 0xff;
    int length;
    int least = 0x80;
    int most = 0xbf;
    if (first < 0xc2) {
      return NONE;
    } else if (first < 0xe0) {
      length = 2;
    } else if (first < 0xf0) {
      length = 3;
      // Below lie shorter characters, and above, from 0xed on, surrogates.
      least = first == 0xe0 ? 0xa0 : least;
      most = first == 0xed ? 0x9f : most;
    } else if (first < 0xf5) {
      length = 4;
      least = first == 0xf0 ? 0x90 : least;
      most = first == 0xf4 ? 0x8f : most;
    } else {
      return NONE;
    }
    int end = at + length;
    for (int i = at + 1; i < end && i < limit; i++) {
      int unit = utf8[i] & 0xff;
      if (unit < least || unit > most) {
        return NONE;
      }
      least = 0x80;
      most = 0xbf;
    }
    return end;
  }
}
