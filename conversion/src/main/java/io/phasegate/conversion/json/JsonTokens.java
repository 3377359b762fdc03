package io.phasegate.conversion.json;

import com.fasterxml.jackson.core.JsonParser;
import java.io.Closeable;
import java.io.IOException;

/**
 * Jackson's tokens of a range of UTF-8 bytes, and where in the array each of them stands. For those
 * who read a frame around values.
 */
public final class JsonTokens implements Closeable {

  private static final String NO_UTF8 = "the JSON must be UTF-8";

  private final byte[] utf8;
  private final int offset;
  private final JsonParser parser;
  private final TapeRecorder recorder;

  /**
   * The tokens of a range of bytes.
   *
   * @param utf8 kept by the values that are read from it: not to be changed any more
   */
  public JsonTokens(byte[] utf8, int offset, int length) throws IOException {
    this.utf8 = utf8;
    this.offset = offset;
    this.parser = JsonReader.parser(utf8, offset, length);
    this.recorder = new TapeRecorder(this, length);
  }

  /** Goes through the tokens, within the bounds of {@link JsonReader}. */
  public JsonParser parser() {
    return parser;
  }

  byte[] utf8() {
    return utf8;
  }

  /**
   * The index of the current token's first byte.
   *
   * @throws MalformedJson when the bytes are in another encoding than UTF-8
   */
  public int begin() throws MalformedJson {
    long begin = parser.currentTokenLocation().getByteOffset();
    if (begin < 0) {
      // Jackson reads UTF-16 and UTF-32 too, but then it counts no bytes.
      throw new MalformedJson(NO_UTF8);
    }
    return offset + (int) begin;
  }

  /** The index behind the current token's last byte. */
  public int end() throws IOException {
    parser.finishToken();
    return offset + (int) parser.currentLocation().getByteOffset();
  }

  /**
   * Reads the value at whose first token the parser stands, and leaves the parser at its last.
   *
   * @throws MalformedJson for a key that is there twice, at which the parser stands then; and for
   *     what is no UTF-8 although Jackson lets it pass: copied as it is, it would be no JSON
   */
  public Json value() throws IOException, MalformedJson {
    int begin = begin();
    Tape tape = recorder.record();
    if (!Utf8.isWellFormed(utf8, begin, end() - begin)) {
      throw new MalformedJson(NO_UTF8);
    }
    return tape.value(0);
  }

  /** Where the current token stands, for people. */
  String position() {
    var location = parser.currentTokenLocation();
    return " (line %d, column %d)".formatted(location.getLineNr(), location.getColumnNr());
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
