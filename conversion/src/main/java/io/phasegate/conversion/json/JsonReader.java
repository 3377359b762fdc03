package io.phasegate.conversion.json;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Bytes to trees. All of the bytes are looked at, once; an object or array of the tree is made only
 * when somebody looks into it.
 *
 * <p>Duplicate keys are refused: the API server never sends them, and whichever one won, the other
 * would be lost (ruling 28). Depth is bounded at {@value #MAX_DEPTH}, which is what an API server
 * accepts; length is bounded by whoever read the bytes.
 */
public final class JsonReader {

  /** How deep arrays and objects may nest. */
  public static final int MAX_DEPTH = 10_000;

  private JsonReader() {}

  /**
   * Reads one value from UTF-8 bytes; anything but white space behind it is an error.
   *
   * @param utf8 kept by the tree: not to be changed any more
   */
  public static Json read(byte[] utf8) throws MalformedJson {
    return read(utf8, 0);
  }

  private static Json read(byte[] utf8, int around) throws MalformedJson {
    var cursor = new JsonCursor(utf8, 0, utf8.length, around, Scratch.once());
    if (!cursor.next()) {
      throw new MalformedJson("there is no JSON value");
    }
    Json value = cursor.value();
    if (cursor.next()) {
      throw new MalformedJson("there is more than one JSON value" + cursor.position());
    }
    return value;
  }

  /** Reads one value from a string. */
  public static Json read(String text) throws MalformedJson {
    return read(text, 0);
  }

  /**
   * Reads one value that will stand within another.
   *
   * @param around how many objects and arrays will be around it; all together may not be deeper
   *     than {@value #MAX_DEPTH}
   */
  public static Json read(String text, int around) throws MalformedJson {
    byte[] utf8 = text.getBytes(UTF_8);
    return read(
        utf8.length == text.length() ? utf8 : spellingSurrogates(text).getBytes(UTF_8), around);
  }

  /**
   * UTF-8 has no half surrogate pairs. Within a string, and nowhere else do they mean anything, an
   * escape says the same.
   */
  private static String spellingSurrogates(String text) {
    var spelled = new StringBuilder(2 * text.length());
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (Character.isSurrogate(unit)) {
        spelled.append("\\u").append(Integer.toHexString(unit));
      } else {
        spelled.append(unit);
      }
    }
    return spelled.toString();
  }

  /** Reads one value from UTF-8 bytes that must hold an object. */
  public static JsonObject readObject(byte[] utf8) throws MalformedJson {
    return read(utf8).asObject().orElseThrow(() -> new MalformedJson("this is no JSON object"));
  }
}
