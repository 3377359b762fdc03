package io.phasegate.conversion.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.UncheckedIOException;

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

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private JsonReader() {}

  /**
   * Reads one value from UTF-8 bytes; anything but white space behind it is an error.
   *
   * @param utf8 kept by the tree: not to be changed any more
   */
  public static Json read(byte[] utf8) throws MalformedJson {
    try (var tokens = new JsonTokens(utf8, 0, utf8.length)) {
      tokens.parser().nextToken();
      Json value = tokens.value();
      if (tokens.parser().nextToken() != null) {
        throw new MalformedJson("there is more than one JSON value" + tokens.position());
      }
      return value;
    } catch (JsonProcessingException e) {
      throw malformed(e);
    } catch (CharConversionException e) {
      // Jackson takes some bytes for UTF-16 or UTF-32, and then finds that they are not even that.
      throw new MalformedJson("the JSON must be UTF-8");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads one value from a string. */
  public static Json read(String text) throws MalformedJson {
    byte[] utf8 = text.getBytes(UTF_8);
    return read(utf8.length == text.length() ? utf8 : spellingSurrogates(text).getBytes(UTF_8));
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

  /**
   * A parser of a range of bytes, with our limits and a memory of its own for keys. The factory's
   * is shared by all its parsers, for good: keys that somebody has chosen to collide would fill it,
   * and from then on it would refuse everybody's.
   */
  static JsonParser parser(byte[] utf8, int offset, int length) throws IOException {
    return FACTORY.copy().createParser(utf8, offset, length);
  }

  /** Turns Jackson's complaint into a sentence with line and column, without any of the input. */
  public static MalformedJson malformed(JsonProcessingException e) {
    // Jackson quotes what it stumbled over; that may be somebody's secret.
    String reason =
        e.getOriginalMessage()
            .lines()
            .findFirst()
            .orElse("malformed JSON")
            .replaceFirst(": was expecting.*", "")
            .replaceAll("'[^']*'", "'…'");
    var location = e.getLocation();
    return new MalformedJson(
        location == null
            ? reason
            : reason
                + " (line %d, column %d)".formatted(location.getLineNr(), location.getColumnNr()));
  }
}
