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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Lets fabric8's Jackson carry our trees, numbers as they were spelled. */
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
      write(value, out);
    }

    /** Recursive, as the reader is: what came in through it is no deeper. */
    private static void write(Json value, JsonGenerator out) throws IOException {
      switch (value) {
        case JsonObject object -> {
          out.writeStartObject();
          for (var field : object.entries()) {
            out.writeFieldName(field.getKey());
            write(field.getValue(), out);
          }
          out.writeEndObject();
        }
        case JsonArray array -> {
          out.writeStartArray();
          for (Json item : array) {
            write(item, out);
          }
          out.writeEndArray();
        }
        case Json.Text text -> out.writeString(text.value());
        case Json.Num(var text) -> out.writeNumber(text);
        case Json.Bool bool -> out.writeBoolean(bool.value());
        case Json.Null _ -> out.writeNull();
      }
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
      if (value(in) instanceof JsonObject object) {
        return object;
      }
      return (JsonObject) context.handleUnexpectedToken(JsonObject.class, in);
    }

    /** Recursive: Jackson itself refuses what nests deeper than a thousand levels. */
    private static Json value(JsonParser in) throws IOException {
      return switch (in.currentToken()) {
        case START_OBJECT -> object(in);
        case START_ARRAY -> array(in);
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json.Num(in.getText());
        case VALUE_TRUE -> Json.Bool.TRUE;
        case VALUE_FALSE -> Json.Bool.FALSE;
        case VALUE_NULL -> Json.Null.NULL;
        default -> Json.text(in.getText());
      };
    }

    private static Json object(JsonParser in) throws IOException {
      SequencedMap<String, Json> fields = new LinkedHashMap<>();
      while (in.nextToken() != JsonToken.END_OBJECT) {
        String key = in.currentName();
        in.nextToken();
        fields.put(key, value(in));
      }
      return JsonObject.of(fields);
    }

    private static Json array(JsonParser in) throws IOException {
      List<Json> items = new ArrayList<>();
      while (in.nextToken() != JsonToken.END_ARRAY) {
        items.add(value(in));
      }
      return JsonArray.of(items);
    }
  }
}
