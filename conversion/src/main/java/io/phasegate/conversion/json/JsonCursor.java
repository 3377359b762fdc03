package io.phasegate.conversion.json;

import io.phasegate.conversion.json.JsonScanner.Token;
import io.phasegate.conversion.json.MalformedJson.DuplicateKey;
import io.phasegate.conversion.json.MalformedJson.Unreadable;

/**
 * Goes from value to value through JSON text, for those who read a frame around values. It stands
 * at one value at a time, and {@link #next} passes over whatever of it was not read.
 *
 * <pre>{@code
 * var body = new JsonCursor(utf8, 0, utf8.length);
 * if (body.next() && body.isObject()) {
 *   body.enter();
 *   while (body.next()) {
 *     if (body.key().equals("uid")) { … }
 *   }
 * }
 * }</pre>
 *
 * <p>Each method throws {@link Unreadable} for what is no JSON, or nests deeper than {@value
 * JsonReader#MAX_DEPTH}; after that the cursor is of no use.
 */
public final class JsonCursor {

  private final byte[] utf8;
  private final JsonScanner scanner;
  private final TapeRecorder recorder;
  private Token token = Token.END;
  private String key = "";

  /** Whether the value's last byte was scanned. */
  private boolean passed = true;

  /**
   * Stands in front of the outermost value of a range of bytes.
   *
   * @param utf8 kept by the values that are read from it: not to be changed any more
   */
  public JsonCursor(byte[] utf8, int offset, int length) {
    this.utf8 = utf8;
    this.scanner = new JsonScanner(utf8, offset, length);
    this.recorder = new TapeRecorder(scanner, utf8, length);
  }

  /**
   * Goes to the next member of the object or item of the array that was entered last, or to the
   * next of the outermost values. False when there is none; then the cursor has left what it was
   * in, and stands behind it.
   */
  public boolean next() throws Unreadable {
    pass();
    token = scanner.next();
    if (token == Token.KEY) {
      key = text(scanner.begin());
      token = scanner.next();
    }
    passed = !isOpening();
    return token != Token.END && token != Token.END_OBJECT && token != Token.END_ARRAY;
  }

  /** Goes into the object or array at which it stands, in front of the first that is in there. */
  public void enter() {
    passed = true;
  }

  /** The key of the member at which it stands, or stood last. */
  public String key() {
    return key;
  }

  /** Whether it stands at an object. */
  public boolean isObject() {
    return token == Token.BEGIN_OBJECT;
  }

  /** Whether it stands at an array. */
  public boolean isArray() {
    return token == Token.BEGIN_ARRAY;
  }

  /** Whether it stands at a string. */
  public boolean isText() {
    return token == Token.TEXT;
  }

  /** Whether it stands at the literal {@code null}. */
  public boolean isNull() {
    return token == Token.NULL;
  }

  /** The string at which it stands. */
  public String text() {
    return text(scanner.begin());
  }

  /** The index of the first byte of a value at which it has just arrived. */
  public int begin() {
    return scanner.begin();
  }

  /** Where the value begins, for people. */
  String position() {
    return scanner.position(scanner.begin());
  }

  /** Passes over what is left of the value, and returns the index behind it. */
  public int pass() throws Unreadable {
    if (!passed) {
      int around = scanner.depth() - 1;
      while (scanner.depth() > around) {
        scanner.next();
      }
      passed = true;
    }
    return scanner.end();
  }

  /**
   * Reads the value at which it stands.
   *
   * @throws DuplicateKey when an object has a key twice; the cursor can go on behind the value
   */
  public Json value() throws Unreadable, DuplicateKey {
    passed = true;
    return recorder.record(token).value(0);
  }

  private String text(int begin) {
    int end = scanner.end();
    return Tape.text(utf8, begin, scanner.isPlain() ? end : ~end);
  }

  private boolean isOpening() {
    return token == Token.BEGIN_OBJECT || token == Token.BEGIN_ARRAY;
  }
}
