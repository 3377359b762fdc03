package io.phasegate.conversion.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/** Whether bytes are UTF-8 as Unicode defines it: nothing overlong, no surrogates, nothing cut. */
final class Utf8 {

  private static final int PIECE = 1 << 12;

  private Utf8() {}

  static boolean isWellFormed(byte[] bytes, int offset, int length) {
    return isAscii(bytes, offset, length) || isDecodable(bytes, offset, length);
  }

  /** Most bodies are; a loop as simple as this the compiler does many bytes at a time. */
  private static boolean isAscii(byte[] bytes, int offset, int length) {
    int all = 0;
    for (int i = offset; i < offset + length; i++) {
      all |= bytes[i];
    }
    return all >= 0;
  }

  private static boolean isDecodable(byte[] bytes, int offset, int length) {
    var decoder =
        UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes, offset, length);
    CharBuffer out = CharBuffer.allocate(PIECE);
    CoderResult result = CoderResult.OVERFLOW;
    while (result.isOverflow()) {
      out.clear();
      result = decoder.decode(in, out, true);
    }
    return !result.isError();
  }
}
