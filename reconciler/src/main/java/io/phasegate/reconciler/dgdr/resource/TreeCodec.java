package io.phasegate.reconciler.dgdr.resource;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Lets fabric8's Jackson carry our trees, numbers as they were spelled. An API server stores ten
 * thousand levels, so what is being read or written waits in a queue, not on the stack.
 */
final class TreeCodec {

  private TreeCodec() {}

  /** Tree to tokens. */
  static final class Writer extends StdSerializer<JsonObject> {

    private static final long serialVersionUID = 1L;

    Writer() {
      super(JsonObject.class);
    }

    @Override
    public boolean isEmpty(SerializerProvider provider, JsonObject value) {
      return value.isEmpty();
    }

    @Override
    public void serialize(JsonObject value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      Deque<Open> open = new ArrayDeque<>();
      Optional<Json> next = Optional.of(value);
      do {
        if (next.isEmpty()) {
          open.pop();
        } else {
          switch (next.get()) {
            case JsonObject object -> open.push(OpenObject.begin(object, out));
            case JsonArray array -> open.push(OpenArray.begin(array, out));
            case Json.Text text -> out.writeString(text.value());
            case Json.Num(var text) -> out.writeNumber(text);
            case Json.Bool bool -> out.writeBoolean(bool.value());
            case Json.Null _ -> out.writeNull();
          }
        }
        next = open.isEmpty() ? Optional.empty() : open.getFirst().next(out);
      } while (!open.isEmpty());
    }
  }

  /** What is being written. */
  private sealed interface Open {

    /** Writes what stands before the next value; or the end, if there is none. */
    Optional<Json> next(JsonGenerator out) throws IOException;
  }

  private record OpenObject(Iterator<Map.Entry<String, Json>> fields) implements Open {

    static Open begin(JsonObject object, JsonGenerator out) throws IOException {
      out.writeStartObject();
      return new OpenObject(object.entries().iterator());
    }

    @Override
    public Optional<Json> next(JsonGenerator out) throws IOException {
      if (!fields.hasNext()) {
        out.writeEndObject();
        return Optional.empty();
      }
      var field = fields.next();
      out.writeFieldName(field.getKey());
      return Optional.of(field.getValue());
    }
  }

  private record OpenArray(Iterator<Json> items) implements Open {

    static Open begin(JsonArray array, JsonGenerator out) throws IOException {
      out.writeStartArray();
      return new OpenArray(array.iterator());
    }

    @Override
    public Optional<Json> next(JsonGenerator out) throws IOException {
      if (!items.hasNext()) {
        out.writeEndArray();
        return Optional.empty();
      }
      return Optional.of(items.next());
    }
  }

  /** Tokens to tree; {@code null} reads as the empty object. */
  static final class Reader extends StdDeserializer<JsonObject> {

    private static final long serialVersionUID = 1L;

    Reader() {
      super(JsonObject.class);
    }

    @Override
    public JsonObject getNullValue(DeserializationContext context) {
      return JsonObject.empty();
    }

    @Override
    public JsonObject deserialize(JsonParser in, DeserializationContext context)
        throws IOException {
      if (!in.hasToken(JsonToken.START_OBJECT)) {
        return (JsonObject) context.handleUnexpectedToken(JsonObject.class, in);
      }
      Deque<Partial> outer = new ArrayDeque<>();
      var whole = new PartialObject("", new LinkedHashMap<>());
      Partial here = whole;
      String name = "";
      while (true) {
        switch (in.nextToken()) {
          case FIELD_NAME -> name = in.currentName();
          case START_OBJECT -> {
            outer.push(here);
            here = new PartialObject(name, new LinkedHashMap<>());
          }
          case START_ARRAY -> {
            outer.push(here);
            here = new PartialArray(name, new ArrayList<>());
          }
          case END_OBJECT, END_ARRAY -> {
            if (outer.isEmpty()) {
              return whole.made();
            }
            Partial done = here;
            here = outer.pop();
            here.add(done.name(), done.made());
          }
          default -> here.add(name, scalar(in));
        }
      }
    }

    private static Json scalar(JsonParser in) throws IOException {
      return switch (in.currentToken()) {
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json.Num(in.getText());
        case VALUE_TRUE -> Json.Bool.TRUE;
        case VALUE_FALSE -> Json.Bool.FALSE;
        case VALUE_NULL -> Json.Null.NULL;
        default -> Json.text(in.getText());
      };
    }
  }

  /** What is being read. */
  private sealed interface Partial {

    /** Its own name within what it is part of; of no account in an array. */
    String name();

    void add(String name, Json value);

    Json made();
  }

  private record PartialObject(String name, SequencedMap<String, Json> fields) implements Partial {

    @Override
    public void add(String key, Json value) {
      fields.put(key, value);
    }

    @Override
    public JsonObject made() {
      return JsonObject.of(fields);
    }
  }

  private record PartialArray(String name, List<Json> items) implements Partial {

    @Override
    public void add(String key, Json value) {
      items.add(value);
    }

    @Override
    public JsonArray made() {
      return JsonArray.of(items);
    }
  }
}
