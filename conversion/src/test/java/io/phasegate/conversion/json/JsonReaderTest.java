package io.phasegate.conversion.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
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

  @ParameterizedTest
  @ValueSource(
      strings = {"c080", "e08080", "f4908080", "eda0bd", "edb880", "ff", "80", "c3", "e282", "f8"})
  void stringThatIsNoUtf8IsRefused(String hex) {
    byte[] text = HexFormat.of().parseHex(hex);
    byte[] json = new byte[text.length + 2];
    json[0] = '"';
    System.arraycopy(text, 0, json, 1, text.length);
    json[json.length - 1] = '"';

    assertThatExceptionOfType(MalformedJson.class).isThrownBy(() -> JsonReader.read(json));
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "\\\"\\\\\\/\\b\\f\\n\\r\\t",
        "{\\\"a\\\":\\\"b\\\\nc\\\"}",
        "é and \\n",
        "\\u0041\\ud83d\\ude00 😀",
        "half \\ud800 of a pair",
        "\\\\",
        "\\\""
      })
  void stringsMeanWhatJacksonSays(String spelled) throws Exception {
    String json = "\"" + spelled + "\"";
    String expected;
    try (JsonParser jackson = new JsonFactory().createParser(json)) {
      jackson.nextToken();
      expected = jackson.getText();
    }

    Json fromBytes = JsonReader.read(("[" + json + "]").getBytes(UTF_8));
    Json fromText = JsonReader.read("[" + json + "]");

    assertThat(fromBytes).isEqualTo(JsonArray.of(List.of(Json.text(expected))));
    assertThat(fromText).isEqualTo(fromBytes);
  }

  @Test
  void halfOfASurrogatePairInATextIsRead() throws MalformedJson {
    Json value = JsonReader.read("{\"é😀\":\"\udc00 😀\"}");

    assertThat(value).isEqualTo(JsonObject.of("é😀", Json.text("\udc00 😀")));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 13, 14, 200})
  void anyKeyOfAnObjectThatComesAgainIsRefused(int keys) {
    String fields =
        IntStream.range(0, keys).mapToObj(i -> "\"k" + i + "\":{}").collect(joining(","));

    for (int again = 0; again < keys; again++) {
      String json = "[{" + fields + ",\"k" + again + "\":1}]";
      assertThatExceptionOfType(MalformedJson.class)
          .isThrownBy(() -> JsonReader.read(json))
          .withMessageStartingWith("the key \"k" + again + "\" is there twice");
    }
  }

  @Test
  void oneKeyInManyObjectsIsNoDuplicate() throws MalformedJson {
    String json = "[{\"a\":{\"a\":{\"b\":1},\"b\":2},\"b\":3},{\"a\":4}]";

    assertThat(JsonReader.read(json)).hasToString(json);
  }

  @Test
  void keysChosenToCollideCostNoMoreThanOthers() throws MalformedJson {
    // Each key is made of blocks that have one hash code: 2^14 keys, and all of them the same.
    String json =
        IntStream.range(0, 1 << 14)
            .mapToObj(i ->
                IntStream.range(0, 14)
                    .mapToObj(bit -> (i >> bit & 1) == 0 ? "Aa" : "BB")
                    .collect(joining("", "\"", "\":0")))
            .collect(joining(",", "{", "}"));

    JsonObject object = JsonReader.readObject(json.getBytes(UTF_8));

    assertThat(object.size()).isEqualTo(1 << 14);
  }

  @ParameterizedTest
  @ValueSource(strings = {"abcdef", "é", "\\u00e9", "\\n"})
  void manySmallStringsTakeLittleMemoryHoweverTheyAreSpelled(String text) throws MalformedJson {
    byte[] json = Collections.nCopies(100_000, "\"" + text + "\"").toString().getBytes(UTF_8);
    var thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = thread.getCurrentThreadAllocatedBytes();

    List<Json> items = JsonReader.read(json).asArray().orElseThrow().items();

    assertThat(items).hasSize(100_000);
    assertThat(thread.getCurrentThreadAllocatedBytes() - before).isLessThan(100L * json.length);
  }

  @Test
  void treeMayBeReadByManyThreadsAtOnce() throws Exception {
    String json = "{\"a\":{\"b\":[{\"c\":{\"d\":[1,2,{\"e\":\"f\"}]}}]}}";
    for (int round = 0; round < 200; round++) {
      Json value = JsonReader.read(json);

      try (var threads = Executors.newFixedThreadPool(4)) {
        var texts = threads.invokeAll(Collections.nCopies(4, () -> JsonWriter.text(value)));
        for (var text : texts) {
          assertThat(text.get()).isEqualTo(json);
        }
      }
    }
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

  /** To look at all that is below it at each level would be 200 GB of comparing. */
  @Test
  @Timeout(10)
  void whatDiffersAtTheBottomOfDeepTreesIsFoundWithoutLookingAgainAtEachLevel()
      throws MalformedJson {
    String wide = "w".repeat(20_000_000);
    String begin = "[".repeat(9_999);
    String end = "]".repeat(9_999);

    assertThat(
            JsonReader.read(begin + "\"" + wide + "\",1" + end)
                .equals(JsonReader.read(begin + "\"" + wide + "\",2" + end)))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "7", "10", "99", "-1", "-9", "100", "1.0", "1e1"})
  void shortNumbersKeepTheirSpelling(String number) throws MalformedJson {
    assertThat(JsonReader.read("[" + number + "]"))
        .isEqualTo(Json.array(new Json.Num(number)))
        .hasToString("[" + number + "]");
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"\":1,\"!\":2,\"a\":3}",
        "{\"!\":2,\"\":1,\"a\":3}",
        "{\"a\":3,\"\":1,\"!\":2}"
      })
  void theEmptyKeyComesBeforeAllOthers(String text) throws MalformedJson {
    assertThat(JsonWriter.sortedText(JsonReader.read(text))).isEqualTo("{\"\":1,\"!\":2,\"a\":3}");
  }

  @Test
  void sortedTextIsTheSameForEqualValues() throws MalformedJson {
    Json one = JsonReader.read("{\"b\":{\"d\":1,\"c\":2},\"a\":[]}");

    assertThat(JsonWriter.sortedText(one)).isEqualTo("{\"a\":[],\"b\":{\"c\":2,\"d\":1}}");
  }
}
