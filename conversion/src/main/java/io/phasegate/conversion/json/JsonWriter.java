package io.phasegate.conversion.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;

/** Trees to UTF-8 bytes: compact, keys in their order, numbers as they were spelled. */
public final class JsonWriter {

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamWriteConstraints(
              StreamWriteConstraints.builder().maxNestingDepth(Integer.MAX_VALUE).build())
          .build();

  private JsonWriter() {}

  /** The value as compact JSON. */
  public static byte[] bytes(Json value) {
    var out = new ByteArrayOutputStream(1024);
    try (JsonGenerator generator = generator(out)) {
      write(value, generator);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** The value as compact JSON text. */
  public static String text(Json value) {
    return new String(bytes(value), StandardCharsets.UTF_8);
  }

  /** The value as compact JSON text, the keys of every object sorted: equal values, equal bytes. */
  public static String sortedText(Json value) {
    var out = new ByteArrayOutputStream(1024);
    try (JsonGenerator generator = generator(out)) {
      write(value, generator, Order.SORTED);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  /** The value as indented JSON text, for people. */
  public static String pretty(Json value) {
    var out = new ByteArrayOutputStream(1024);
    try (JsonGenerator generator = generator(out)) {
      generator.setPrettyPrinter(new DefaultPrettyPrinter());
      write(value, generator);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  /** A generator for those who write a frame around values. */
  public static JsonGenerator generator(OutputStream out) throws IOException {
    return FACTORY.createGenerator(out);
  }

  /** What is being written: the rest of an object or of an array. */
  private sealed interface Open permits OpenObject, OpenArray {}

  private record OpenObject(Iterator<Map.Entry<String, Json>> rest) implements Open {}

  private record OpenArray(Iterator<Json> rest) implements Open {}

  private enum Order {
    AS_IS,
    SORTED
  }

  /** Writes one value at the generator's place. */
  public static void write(Json value, JsonGenerator generator) throws IOException {
    write(value, generator, Order.AS_IS);
  }

  private static void write(Json value, JsonGenerator generator, Order order) throws IOException {
    Deque<Open> open = new ArrayDeque<>();
    start(value, generator, open, order);
    while (!open.isEmpty()) {
      switch (open.getFirst()) {
        case OpenObject(var rest) -> {
          if (rest.hasNext()) {
            var entry = rest.next();
            generator.writeFieldName(entry.getKey());
            start(entry.getValue(), generator, open, order);
          } else {
            generator.writeEndObject();
            open.pop();
          }
        }
        case OpenArray(var rest) -> {
          if (rest.hasNext()) {
            start(rest.next(), generator, open, order);
          } else {
            generator.writeEndArray();
            open.pop();
          }
        }
      }
    }
  }

  private static void start(Json value, JsonGenerator generator, Deque<Open> open, Order order)
      throws IOException {
    switch (value) {
      case JsonObject object -> {
        generator.writeStartObject();
        open.push(new OpenObject(fields(object, order)));
      }
      case JsonArray array -> {
        generator.writeStartArray();
        open.push(new OpenArray(array.iterator()));
      }
      case Json.Text(var text) -> generator.writeString(text);
      case Json.Num(var text) -> generator.writeNumber(text);
      case Json.Bool bool -> generator.writeBoolean(bool.value());
      case Json.Null _ -> generator.writeNull();
    }
  }

  private static Iterator<Map.Entry<String, Json>> fields(JsonObject object, Order order) {
    return switch (order) {
      case AS_IS -> object.entries().iterator();
      case SORTED ->
          object.entries().stream().sorted(Map.Entry.comparingByKey()).toList().iterator();
    };
  }
}
