package io.phasegate.conversion.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9223372036854775807",
        "1e3",
        "1.0",
        "-0.0",
        "12345678901234567890",
        "1E-7",
        "1e1000000000"
      })
  void numbersKeepTheirSpelling(String number) throws MalformedJson {
    Json value = JsonReader.read("{\"n\":" + number + "}");

    assertThat(value).hasToString("{\"n\":" + number + "}");
  }

  @Test
  void numberOfThousandsOfDigitsIsCarried() throws MalformedJson {
    String digits = "7".repeat(5_000);

    assertThat(JsonReader.read(digits)).hasToString(digits);
  }

  @Test
  void bytesOfNoEncodingAreMalformed() {
    byte[] bytes = {'{', 0, 0, 0, 0, 0, (byte) 0xff, 0x21};

    assertThatExceptionOfType(MalformedJson.class)
        .isThrownBy(() -> JsonReader.read(bytes))
        .withMessage("the JSON must be UTF-8");
  }

  @Test
  void absentNullAndEmptyAreThreeThings() throws MalformedJson {
    var object = JsonReader.readObject("{\"a\":null,\"b\":{},\"c\":[]}".getBytes(UTF_8));

    assertThat(object.get("a")).hasValue(Json.Null.NULL);
    assertThat(object.get("b")).hasValue(JsonObject.empty());
    assertThat(object.get("c")).hasValue(JsonArray.empty());
    assertThat(object.get("d")).isEmpty();
  }

  @Test
  void unicodeAndEscapesSurvive() throws MalformedJson {
    var object =
        JsonReader.readObject("{\"k\\u00e9\":\"\\\"\\\\\\n\\ud83d\\ude00\"}".getBytes(UTF_8));

    assertThat(object.get("ké")).hasValue(Json.text("\"\\\n😀"));
    assertThat(JsonReader.read(object.toString())).isEqualTo(object);
  }

  @Test
  void duplicateKeyIsRefusedAndNamed() {
    assertThatExceptionOfType(MalformedJson.class)
        .isThrownBy(() -> JsonReader.read("{\"a\":1,\n \"b\":{\"x\":1,\"x\":2}}"))
        .withMessage("the key \"x\" is there twice (line 2, column 13)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "{", "[1,", "{\"a\"}", "{} {}", "nope", "01", "\"open"})
  void malformedTextGetsASentence(String text) {
    assertThatExceptionOfType(MalformedJson.class)
        .isThrownBy(() -> JsonReader.read(text))
        .satisfies(e -> assertThat(e.reason()).isNotBlank().doesNotContain("jackson"));
  }

  @Test
  void complaintQuotesNothingOfTheText() {
    assertThatExceptionOfType(MalformedJson.class)
        .isThrownBy(() -> JsonReader.read("{\"password\": hunter2}"))
        .satisfies(e -> assertThat(e.reason()).contains("line 1").doesNotContain("hunter2"));
  }

  @Test
  void deepNestingIsReadWrittenAndComparedWithoutTheStack() throws MalformedJson {
    String deep = "[".repeat(9_999) + "]".repeat(9_999);

    Json value = JsonReader.read(deep);

    assertThat(value.toString()).isEqualTo(deep);
    assertThat(value.equals(JsonReader.read(deep))).isTrue();
  }

  @Test
  void nestingBeyondTheBoundIsRefused() {
    assertThatExceptionOfType(MalformedJson.class)
        .isThrownBy(() -> JsonReader.read("[".repeat(20_000)));
  }

  @Test
  void equalityIgnoresTheOrderOfKeysButNotOfItems() throws MalformedJson {
    assertThat(JsonReader.read("{\"a\":1,\"b\":2}"))
        .isEqualTo(JsonReader.read("{\"b\":2,\"a\":1}"));
    assertThat(JsonReader.read("[1,2]")).isNotEqualTo(JsonReader.read("[2,1]"));
    assertThat(JsonReader.read("1")).isNotEqualTo(JsonReader.read("1.0"));
  }

  @Test
  void sortedTextIsTheSameForEqualValues() throws MalformedJson {
    Json one = JsonReader.read("{\"b\":{\"d\":1,\"c\":2},\"a\":[]}");

    assertThat(JsonWriter.sortedText(one)).isEqualTo("{\"a\":[],\"b\":{\"c\":2,\"d\":1}}");
  }
}
