package io.phasegate.conversion.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Bytes to trees, token by token.
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

  /** Reads one value from UTF-8 bytes; anything but white space behind it is an error. */
  public static Json read(byte[] utf8) throws MalformedJson {
    return read(utf8, 0, utf8.length);
  }

  /** Reads one value from a range of UTF-8 bytes. */
  public static Json read(byte[] utf8, int offset, int length) throws MalformedJson {
    try (JsonParser parser = FACTORY.createParser(utf8, offset, length)) {
      return readOnly(parser);
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
    // Not by way of UTF-8, which has no half surrogate pairs.
    try (JsonParser parser = FACTORY.createParser(text)) {
      return readOnly(parser);
    } catch (JsonProcessingException e) {
      throw malformed(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads one value from UTF-8 bytes that must hold an object. */
  public static JsonObject readObject(byte[] utf8) throws MalformedJson {
    return read(utf8).asObject().orElseThrow(() -> new MalformedJson("this is no JSON object"));
  }

  /** A parser with our limits, for those who read a frame around values. */
  public static JsonParser parser(byte[] utf8) throws IOException {
    return FACTORY.createParser(utf8);
  }

  /** A parser of a range of bytes, with our limits. */
  public static JsonParser parser(byte[] utf8, int offset, int length) throws IOException {
    return FACTORY.createParser(utf8, offset, length);
  }

  /**
   * Reads the value at whose first token a parser stands, and leaves the parser at its last.
   *
   * @throws MalformedJson for a key that is there twice; the parser then stands at that key
   */
  public static Json value(JsonParser parser) throws IOException, MalformedJson {
    var tree = new TreeBuilder();
    JsonToken token = parser.currentToken();
    while (true) {
      take(token, parser, tree);
      if (tree.isComplete()) {
        return tree.tree();
      }
      token = parser.nextToken();
    }
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

  private static Json readOnly(JsonParser parser) throws IOException, MalformedJson {
    parser.nextToken();
    Json value = value(parser);
    if (parser.nextToken() != null) {
      throw new MalformedJson("there is more than one JSON value" + place(parser));
    }
    return value;
  }

  private static void take(@Nullable JsonToken token, JsonParser parser, TreeBuilder tree)
      throws IOException, MalformedJson {
    if (token == null) {
      throw new MalformedJson(tree.isOpen() ? "the JSON ends early" : "there is no JSON value");
    }
    switch (token) {
      case START_OBJECT -> tree.startObject();
      case START_ARRAY -> tree.startArray();
      case END_OBJECT, END_ARRAY -> tree.end();
      case FIELD_NAME -> {
        if (!tree.key(parser.currentName())) {
          throw new MalformedJson(
              "the key \"" + parser.currentName() + "\" is there twice" + place(parser));
        }
      }
      case VALUE_STRING -> tree.add(new Json.Text(parser.getText()));
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> tree.add(new Json.Num(parser.getText()));
      case VALUE_TRUE -> tree.add(Json.Bool.TRUE);
      case VALUE_FALSE -> tree.add(Json.Bool.FALSE);
      case VALUE_NULL -> tree.add(Json.Null.NULL);
      default -> throw new MalformedJson("unexpected " + token + place(parser));
    }
  }

  private static String place(JsonParser parser) {
    var location = parser.currentTokenLocation();
    return " (line %d, column %d)".formatted(location.getLineNr(), location.getColumnNr());
  }
}
