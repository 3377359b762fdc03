package io.phasegate.conversion.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonWriterTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "null",
        "-0.0",
        "\"\"",
        "{\"a\":{},\"b\":[],\"c\":[{}],\"d\":{\"e\":[1,[2,3],true,false,null]}}",
        "{\"\":\"\\\"\\\\\\n\\u0001é€\",\"k\\te\":1e3}"
      })
  void whatWasCompactComesOutByteForByte(String json) throws MalformedJson {
    Json value = JsonReader.read(json);

    assertThat(JsonWriter.bytes(value)).isEqualTo(json.getBytes(UTF_8));
    assertThat(JsonWriter.text(value)).isEqualTo(json);
  }

  @Test
  void whatWasReadAndNotChangedKeepsItsWhiteSpaceInBytesAndLosesItInText() throws MalformedJson {
    var read = JsonReader.readObject("{\"a\": { \"b\" : [ 1, 2 ] }, \"c\" : { }}".getBytes(UTF_8));

    JsonObject changed = read.with("c", Json.Bool.TRUE);

    assertThat(new String(JsonWriter.bytes(changed), UTF_8))
        .isEqualTo("{\"a\":{ \"b\" : [ 1, 2 ] },\"c\":true}");
    assertThat(JsonWriter.text(changed)).isEqualTo("{\"a\":{\"b\":[1,2]},\"c\":true}");
  }

  @Test
  void sortedTextSortsTheKeysOfEveryObject() throws MalformedJson {
    Json value =
        JsonReader.read("{\"b\":[{\"d\":1,\"c\":2}],\"a\":{\"f\":{\"h\":0,\"g\":0},\"e\":[]}}");

    assertThat(JsonWriter.sortedText(value))
        .isEqualTo("{\"a\":{\"e\":[],\"f\":{\"g\":0,\"h\":0}},\"b\":[{\"c\":2,\"d\":1}]}");
  }

  @Test
  void prettyTextIsIndentedAndKeepsNumbersAsTheyAreSpelled() throws MalformedJson {
    Json value = JsonReader.read("{\"a\":{\"b\":[1e1000000000,12345678901234567890.10]},\"c\":{}}");

    assertThat(JsonWriter.pretty(value))
        .isEqualTo(
            """
            {
              "a" : {
                "b" : [ 1e1000000000, 12345678901234567890.10 ]
              },
              "c" : { }
            }\
            """);
  }
}
