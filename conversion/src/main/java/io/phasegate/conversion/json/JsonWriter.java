package io.phasegate.conversion.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Trees to UTF-8 bytes: keys in their order, numbers as they were spelled. */
public final class JsonWriter {

  /** Indents for people; what it reads is our own, so it needs no bounds. */
  private static final JsonFactory PRETTY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .streamWriteConstraints(
              StreamWriteConstraints.builder().maxNestingDepth(Integer.MAX_VALUE).build())
          .build();

  private JsonWriter() {}

  /** The value as {@link #write} writes it. */
  public static byte[] bytes(Json value) {
    var out = new JsonBytes(1024);
    write(value, out);
    return out.toByteArray();
  }

  /** The value as compact JSON text. */
  public static String text(Json value) {
    var out = new JsonBytes(1024);
    write(value, out, Form.COMPACT);
    return out.toString();
  }

  /** The value as compact JSON text, the keys of every object sorted: equal values, equal bytes. */
  public static String sortedText(Json value) {
    var out = new JsonBytes(1024);
    write(value, out, Form.SORTED);
    return out.toString();
  }

  /** The value as indented JSON text, for people. */
  public static String pretty(Json value) {
    var out = new StringWriter();
    try (JsonParser parser = PRETTY.createParser(bytes(value));
        JsonGenerator generator = PRETTY.createGenerator(out)) {
      generator.setPrettyPrinter(new DefaultPrettyPrinter());
      while (parser.nextToken() != null) {
        if (parser.currentToken().isNumeric()) {
          generator.writeNumber(parser.getText());
        } else {
          generator.copyCurrentEvent(parser);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  /**
   * Writes one value behind what is there. Objects and arrays that were read and never changed are
   * copied, with their white space if they had any.
   */
  public static void write(Json value, JsonBytes out) {
    write(value, out, Form.AS_READ);
  }

  /** What an object or an array looks like. */
  private enum Form {
    /** As it was read, byte for byte; compact where it was made. */
    AS_READ,
    COMPACT,
    /** Compact, keys by their order. */
    SORTED
  }

  private static void write(Json value, JsonBytes out, Form form) {
    Deque<Open> open = new ArrayDeque<>();
    @Nullable Json next = value;
    while (next != null) {
      switch (next) {
        case JsonObject object when object.copy(out, form != Form.AS_READ) -> {}
        case JsonArray array when array.copy(out, form != Form.AS_READ) -> {}
        case Json.Text text when text.copy(out, form != Form.AS_READ) -> {}
        case JsonObject object -> open.push(new OpenObject(object, form, out));
        case JsonArray array -> open.push(new OpenArray(array, out));
        case Json.Text text -> out.text(text.value());
        case Json.Num(var text) -> out.raw(text);
        case Json.Bool bool -> out.raw(bool.toString());
        case Json.Null nothing -> out.raw(nothing.toString());
      }
      next = goOn(open, out);
    }
  }

  /** Goes on to the next value, closing what has none left; null when all is written. */
  private static @Nullable Json goOn(Deque<Open> open, JsonBytes out) {
    while (!open.isEmpty()) {
      @Nullable Json next = open.getFirst().next(out);
      if (next != null) {
        return next;
      }
      open.pop();
    }
    return null;
  }

  /** What is being written. Its nesting waits in a queue, not on the stack. */
  private sealed interface Open permits OpenObject, OpenArray {

    /** Writes what stands before the next value, or the end if there is none. */
    @Nullable Json next(JsonBytes out);
  }

  private static final class OpenObject implements Open {

    private final Fields<Json> fields;
    private int place;

    OpenObject(JsonObject object, Form form, JsonBytes out) {
      fields = form == Form.SORTED ? object.fields().sorted() : object.fields();
      out.sign('{');
    }

    @Override
    public @Nullable Json next(JsonBytes out) {
      if (place == fields.size()) {
        out.sign('}');
        return null;
      }
      if (place > 0) {
        out.sign(',');
      }
      out.text(fields.key(place)).sign(':');
      return fields.value(place++);
    }
  }

  private static final class OpenArray implements Open {

    private final JsonArray array;
    private int index;

    OpenArray(JsonArray array, JsonBytes out) {
      this.array = array;
      out.sign('[');
    }

    @Override
    public @Nullable Json next(JsonBytes out) {
      if (index == array.size()) {
        out.sign(']');
        return null;
      }
      if (index > 0) {
        out.sign(',');
      }
      return array.item(index++);
    }
  }
}
