package io.phasegate.conversion.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReaderTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "yes|true",
        "off|false",
        "~|null",
        "12|12",
        "0x1F|31",
        "012|10",
        "1_000|1000",
        "+7|7",
        "12.5|12.5",
        ".5|0.5",
        "1e3|1e3",
        "9007199254740993|9007199254740993",
        "2026-03-01T00:00:00Z|\"2026-03-01T00:00:00Z\"",
        "12:30|\"12:30\"",
        "'12'|\"12\"",
        "16Gi|\"16Gi\""
      })
  void scalarsMeanWhatKubectlTakesThemFor(String yaml, String json) throws MalformedYaml {
    var document = (JsonObject) YamlReader.read("v: " + yaml).getFirst().value();

    assertThat(document.get("v").map(Json::toString)).hasValue(json);
  }

  @Test
  void documentsKnowTheirFirstLine() throws MalformedYaml {
    var documents = YamlReader.read("a: 1\n---\n# nothing\n---\n\nb: 2\n");

    assertThat(documents).extracting(YamlDocument::line).containsExactly(1, 6);
  }

  @Test
  void aliasesAndMergeKeysAreResolved() throws MalformedYaml {
    var value = YamlReader.read("x: &x {a: 1, b: 2}\ny: {<<: *x, b: 3}\nz: *x").getFirst().value();

    assertThat(value)
        .hasToString("{\"x\":{\"a\":1,\"b\":2},\"y\":{\"b\":3,\"a\":1},\"z\":{\"a\":1,\"b\":2}}");
  }

  @Test
  void faultIsToldWithItsLine() {
    var fault = fault("a: 1\nb: [1, 2\nc: 3\n");

    assertThat(fault.line()).isEqualTo(3);
    assertThat(fault.reason()).isNotBlank();
  }

  @Test
  void duplicateKeyIsToldWithItsLine() {
    var fault = fault("spec:\n  model: a\n  model: b\n");

    assertThat(fault.line()).isEqualTo(3);
    assertThat(fault.reason()).isEqualTo("the key \"model\" is there twice");
  }

  @Test
  void jsonIsYamlToo() throws MalformedYaml {
    var value = YamlReader.read("{\"a\": {\"b\": [1, \"x\", null]}}").getFirst().value();

    assertThat(value).hasToString("{\"a\":{\"b\":[1,\"x\",null]}}");
  }

  @Test
  void whatIsWrittenReadsBackEqual() throws MalformedYaml {
    var value =
        YamlReader.read(
                """
                text: "true"
                number: "12"
                lines: "a\\nb\\n"
                trailing: "a \\nb"
                odd: "- x: #y"
                empty: {}
                none: []
                nothing: null
                big: 9007199254740993
                point: 1e3
                list: [{a: 1, b: [2]}, x]
                """)
            .getFirst()
            .value();

    assertThat(YamlReader.read(YamlWriter.text(value)).getFirst().value()).isEqualTo(value);
  }

  @Test
  void anAliasOfWhatItIsWithinIsToldWithItsLine() {
    assertThat(fault("a: 1\nx: &a [*a]\n").line()).isEqualTo(2);
    assertThat(fault("x: &a {y: {<<: *a}}\n").reason())
        .isEqualTo("an alias names what it is within");
  }

  @ParameterizedTest
  @ValueSource(strings = {"!!int abc", "!!int ''", "!!int '-'", "!!int 0x", "!!float x"})
  void whatIsCalledANumberAndIsNoneIsMalformed(String number) {
    assertThat(fault("x: " + number).line()).isEqualTo(1);
  }

  @Test
  void wholeNumberWithoutDigitsIsQuotedInTheSentence() {
    assertThat(fault("x: !!int abc").reason()).isEqualTo("\"abc\" is no whole number");
  }

  @Test
  void aNumberLongerThanAnybodyReadsIsMalformed() {
    assertThat(fault("x: !!int 1" + "0".repeat(100_000)).reason()).contains("100001 characters");
  }

  @Test
  void longTimesAreTexts() throws MalformedYaml {
    String time = "1" + ":1".repeat(400);

    assertThat(YamlReader.read("v: " + time).getFirst().value())
        .isEqualTo(JsonObject.of("v", Json.text(time)));
  }

  @Test
  void mergesThatStandForMoreThanAnyObjectHoldsAreRefused() {
    var yaml = new StringBuilder("a: &a\n");
    for (int i = 0; i < 20_000; i++) {
      yaml.append(" k").append(i).append(": \n");
    }
    for (int i = 0; i < 200; i++) {
      yaml.append("b").append(i).append(": {<<: *a}\n");
    }

    assertThat(fault(yaml.toString()).reason()).contains("more than 500000 values");
  }

  @Test
  void aliasesOfAliasesThatStandForMoreThanAnyObjectHoldsAreRefused() {
    var yaml = new StringBuilder("x0: &x0 [0,0,0,0,0,0,0,0,0,0]\n");
    for (int i = 1; i < 30; i++) {
      yaml.append("x%d: &x%d [%s]\n".formatted(i, i, "*x%d,".formatted(i - 1).repeat(10)));
    }

    assertThat(fault(yaml.toString()).reason()).contains("more than 500000 values");
  }

  @Test
  void aliasesThatNestDeeperThanATextMayAreRefused() {
    String one = "[".repeat(100) + "1" + "]".repeat(100);
    String yaml =
        "a: &a %s\nb: &b %s\n".formatted(one, one.replace("1", "*a"))
            + "c: %s\n".formatted(one.replace("1", "*b"));

    assertThat(fault(yaml).reason()).contains("nests deeper than 200 levels");
  }

  private static MalformedYaml fault(String yaml) {
    return catchThrowableOfType(MalformedYaml.class, () -> YamlReader.read(yaml));
  }
}
