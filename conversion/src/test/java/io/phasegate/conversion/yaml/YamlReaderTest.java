package io.phasegate.conversion.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  private static MalformedYaml fault(String yaml) {
    return catchThrowableOfType(MalformedYaml.class, () -> YamlReader.read(yaml));
  }
}
