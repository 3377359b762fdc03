package io.phasegate.conversion.json;

import io.phasegate.conversion.json.MalformedJson.DuplicateKey;
import io.phasegate.conversion.json.MalformedJson.Unreadable;
import java.util.BitSet;

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
 * <p>Methods throw {@link Unreadable} for what is no JSON, or nests deeper than {@value
 * JsonReader#MAX_DEPTH}; after that the cursor is of no use.
 */
public final class JsonCursor {

  private final JsonScanner scanner;
  private final TapeRecorder recorder;

  /** How many objects and arrays will be around all of it; negative for those that do not count. */
  private final int around;

  /** Whether what was entered is an object, the outermost first. */
  private final BitSet objects = new BitSet();

  private int depth;

  /** Whether what was entered last has not been looked into yet. */
  private boolean fresh = true;

  private String key = "";

  /** Where the value begins. */
  private int begin;

  /** Where to go on: where the value begins if it was not read, else behind it. */
  private int at;

  /** Whether {@link #at} is still the value's beginning. */
  private boolean unread;

  /**
   * Stands in front of the outermost value of a range of bytes, before which there may be a byte
   * order mark.
   *
   * @param utf8 kept by the values that are read from it: not to be changed any more
   */
  public JsonCursor(byte[] utf8, int offset, int length) {
    this(utf8, offset, length, 0, new Scratch());
  }

  /**
   * The same for what belongs into other JSON, or out of this one.
   *
   * @param around how many objects and arrays will be around it there, which count as depth;
   *     negative for as many of those that are around it here and do not count
   * @param scratch to be kept for other cursors
   */
  public JsonCursor(byte[] utf8, int offset, int length, int around, Scratch scratch) {
    this.around = around;
    this.scanner = new JsonScanner(utf8, offset + length);
    this.recorder = new TapeRecorder(scanner, length, scratch);
    boolean marked =
        scanner.at(offset) == (byte) 0xef
            && scanner.at(offset + 1) == (byte) 0xbb
            && scanner.at(offset + 2) == (byte) 0xbf;
    this.at = marked ? offset + 3 : offset;
  }

  /**
   * Goes to the next member of the object or item of the array that was entered last, or to the
   * next of the outermost values. False when there is none; then the cursor has left what it was
   * in, and stands behind it.
   */
  public boolean next() throws Unreadable {
    at = scanner.space(pass());
    boolean inObject = depth > 0 && objects.get(depth - 1);
    if (depth == 0 ? scanner.isEnd(at) : scanner.at(at) == (inObject ? '}' : ']')) {
      leave();
      return false;
    }
    if (depth > 0 && !fresh) {
      if (scanner.at(at) != ',') {
        throw scanner.unreadable("a comma or the end of the object or array is missing", at);
      }
      at = scanner.space(at + 1);
    }
    fresh = false;
    if (inObject) {
      readKey();
    }
    begin = at;
    unread = isObject() || isArray() || isText();
    if (!unread) {
      at = scanner.bare(begin);
    }
    return true;
  }

  private void leave() {
    if (depth > 0) {
      depth--;
      at++;
    }
    fresh = false;
  }

  private void readKey() throws Unreadable {
    if (scanner.at(at) != '"') {
      throw scanner.unreadable("a key in quotes is missing", at);
    }
    int behind = scanner.string(at);
    key = Tape.name(scanner.utf8(), at, scanner.marked(behind));
    int colon = scanner.space(behind);
    if (scanner.at(colon) != ':') {
      throw scanner.unreadable("the colon behind the key is missing", colon);
    }
    at = scanner.space(colon + 1);
  }

  /** Goes into the object or array at which it stands, in front of the first that is in there. */
  public void enter() {
    objects.set(depth++, isObject());
    at = begin + 1;
    fresh = true;
    unread = false;
  }

  /** The key of the member at which it stands, or stood last. */
  public String key() {
    return key;
  }

  /** Whether it stands at an object. */
  public boolean isObject() {
    return scanner.at(begin) == '{';
  }

  /** Whether it stands at an array. */
  public boolean isArray() {
    return scanner.at(begin) == '[';
  }

  /** Whether it stands at a string. */
  public boolean isText() {
    return scanner.at(begin) == '"';
  }

  /** Whether it stands at the literal {@code null}. */
  public boolean isNull() {
    return scanner.at(begin) == 'n';
  }

  /** Reads the string at which it stands. */
  public String text() throws Unreadable {
    at = scanner.string(begin);
    unread = false;
    return Tape.text(scanner.utf8(), begin, scanner.marked(at));
  }

  /** The index of the value's first byte. */
  public int begin() {
    return begin;
  }

  /** Where the value begins, for people. */
  String position() {
    return scanner.position(begin);
  }

  /** Passes over the value if it was not read, and returns the index behind it. */
  public int pass() throws Unreadable {
    if (unread) {
      at = recorder.pass(begin, around + depth);
      unread = false;
    }
    return at;
  }

  /**
   * Reads the value at which it stands.
   *
   * @throws DuplicateKey when an object has a key twice; the cursor can go on behind the value
   */
  public Json value() throws Unreadable, DuplicateKey {
    try {
      return recorder.record(begin, around + depth).value(0);
    } finally {
      at = recorder.end();
      unread = false;
    }
  }
}
