package io.phasegate.conversion.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;

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
      Json value = readValue(parser);
      if (parser.nextToken() != null) {
        throw new MalformedJson("there is more than one JSON value" + place(parser));
      }
      return value;
    } catch (JsonProcessingException e) {
      throw malformed(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads one value from a string. */
  public static Json read(String text) throws MalformedJson {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Reads one value from UTF-8 bytes that must hold an object. */
  public static JsonObject readObject(byte[] utf8) throws MalformedJson {
    return read(utf8).asObject().orElseThrow(() -> new MalformedJson("this is no JSON object"));
  }

  /** A parser with our limits, for those who read a frame around values. */
  public static JsonParser parser(byte[] utf8) throws IOException {
    return FACTORY.createParser(utf8);
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

  /** What is being filled, outermost first: objects with the key that comes next, and arrays. */
  private sealed interface Open permits OpenObject, OpenArray {

    void add(Json value);

    Json close();
  }

  private static final class OpenObject implements Open {
    private final LinkedHashMap<String, Json> fields = new LinkedHashMap<>();
    private String key = "";

    void key(JsonParser parser) throws IOException, MalformedJson {
      key = parser.currentName();
      if (fields.containsKey(key)) {
        throw new MalformedJson("the key \"" + key + "\" is there twice" + place(parser));
      }
    }

    @Override
    public void add(Json value) {
      fields.put(key, value);
    }

    @Override
    public Json close() {
      return JsonObject.owning(fields);
    }
  }

  private static final class OpenArray implements Open {
    private final List<Json> items = new ArrayList<>();

    @Override
    public void add(Json value) {
      items.add(value);
    }

    @Override
    public Json close() {
      return JsonArray.of(items);
    }
  }

  private static Json readValue(JsonParser parser) throws IOException, MalformedJson {
    Deque<Open> open = new ArrayDeque<>();
    while (true) {
      JsonToken token = parser.nextToken();
      if (token == null) {
        throw new MalformedJson(open.isEmpty() ? "there is no JSON value" : "the JSON ends early");
      }
      Json value;
      switch (token) {
        case START_OBJECT -> {
          open.push(new OpenObject());
          continue;
        }
        case START_ARRAY -> {
          open.push(new OpenArray());
          continue;
        }
        case FIELD_NAME -> {
          ((OpenObject) open.getFirst()).key(parser);
          continue;
        }
        case END_OBJECT, END_ARRAY -> value = open.pop().close();
        case VALUE_STRING -> value = new Json.Text(parser.getText());
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> value = new Json.Num(parser.getText());
        case VALUE_TRUE -> value = Json.Bool.TRUE;
        case VALUE_FALSE -> value = Json.Bool.FALSE;
        case VALUE_NULL -> value = Json.Null.NULL;
        default -> throw new MalformedJson("unexpected " + token + place(parser));
      }
      if (open.isEmpty()) {
        return value;
      }
      open.getFirst().add(value);
    }
  }

  private static String place(JsonParser parser) {
    var location = parser.currentTokenLocation();
    return " (line %d, column %d)".formatted(location.getLineNr(), location.getColumnNr());
  }
}
