package io.phasegate.admission.schema;

import static io.phasegate.admission.Dgdr.yaml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.phasegate.admission.finding.Violation;
import io.phasegate.conversion.Demand;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaCheckTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          string        | 5      | f: Invalid value: 5: must be a string
          integer       | many   | f: Invalid value: "many": must be an integer
          integer       | 1.5    | f: Invalid value: 1.5: must be an integer
          number        | true   | f: Invalid value: true: must be a number
          boolean       | 1      | f: Invalid value: 1: must be true or false
          object        | [1]    | f: Invalid value: [...]: must be an object
          array         | {a: 1} | f: Invalid value: {...}: must be a list
          string        | null   | f: Invalid value: null: must be a string
          """)
  void anotherTypeIsInvalid(String type, String value, String violation) {
    assertThat(check("{type: %s}".formatted(type), value)).containsExactly(violation);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"integer | 1.0", "integer | 1e3", "number | 1"})
  void wholeNumberIsAnIntegerHoweverSpelled(String type, String value) {
    assertThat(check("{type: %s}".formatted(type), value)).isEmpty();
  }

  @Test
  void missingFieldIsRequiredAtItsOwnPath() {
    assertThat(check("{type: object, required: [name, kind]}", "{kind: a}"))
        .containsExactly("f.name: Required value");
  }

  @Test
  void valueOutsideAnEnumIsNotSupportedAndTheOthersAreTold() {
    assertThat(check("{type: string, enum: [rapid, thorough]}", "slow"))
        .containsExactly(
            "f: Unsupported value: \"slow\": supported values: \"rapid\", \"thorough\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          minimum: 1                         | 0 | f: Invalid value: 0: must be at least 1
          minimum: 1, exclusiveMinimum: true | 1 | f: Invalid value: 1: must be greater than 1
          maximum: 9                         | 10 | f: Invalid value: 10: must be at most 9
          maximum: 9, exclusiveMaximum: true | 9 | f: Invalid value: 9: must be less than 9
          format: int32                      | 2147483648 | f: Invalid value: 2147483648: must fit into int32
          format: int64                      | 9223372036854775808 | f: Invalid value: 9223372036854775808: must fit into int64
          """)
  void numberBeyondABoundIsInvalid(String facet, String value, String violation) {
    assertThat(check("{type: integer, %s}".formatted(facet), value)).containsExactly(violation);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          minimum: 1    | 1
          maximum: 9    | 9.0
          format: int32 | -2147483648
          format: int64 | 9223372036854775807
          """)
  void numberAtABoundIsFine(String facet, String value) {
    assertThat(check("{type: integer, %s}".formatted(facet), value)).isEmpty();
  }

  @Test
  void lengthCountsCharactersNotUtf16Units() {
    assertThat(check("{type: string, minLength: 2, maxLength: 2}", "'\\U0001F600'")).isNotEmpty();
    assertThat(check("{type: string, maxLength: 1}", "\"\\U0001F600\"")).isEmpty();
    assertThat(check("{type: string, minLength: 1}", "''"))
        .containsExactly("f: Invalid value: \"\": must have at least 1 characters");
    assertThat(check("{type: string, maxLength: 2}", "abc"))
        .containsExactly("f: Too long: \"abc\": may have at most 2 characters");
  }

  @Test
  void patternIsSearchedForAsInTheApiServer() {
    assertThat(check("{type: string, pattern: 'b+'}", "abc")).isEmpty();
    assertThat(check("{type: string, pattern: '^b+$'}", "abc"))
        .containsExactly("f: Invalid value: \"abc\": must match ^b+$");
  }

  @Test
  void patternTakesNoTextHostage() {
    String hostile = "a".repeat(100_000) + "!";

    assertThat(check("{type: string, pattern: '^(a+)+$'}", hostile)).hasSize(1);
  }

  @Test
  void listsAndObjectsHaveSizes() {
    assertThat(check("{type: array, items: {type: string}, minItems: 1}", "[]"))
        .containsExactly("f: Invalid value: []: must hold at least 1");
    assertThat(check("{type: array, items: {type: string}, maxItems: 1}", "[a, b]"))
        .containsExactly("f: Too many: [...]: may hold at most 1");
    assertThat(check("{type: object, maxProperties: 1}", "{a: 1, b: 2}"))
        .containsExactly("f: Too many: {...}: may hold at most 1");
  }

  @Test
  void itemsAndOtherKeysAreCheckedAtTheirPath() {
    assertThat(check("{type: array, items: {type: string}}", "[a, 1]"))
        .containsExactly("f[1]: Invalid value: 1: must be a string");
    assertThat(check("{type: object, additionalProperties: {type: string}}", "{a/b: 1}"))
        .containsExactly("f[a/b]: Invalid value: 1: must be a string");
  }

  @Test
  void keyOfAListMapIsThereOnce() {
    String schema =
        """
        type: array
        items: {type: object, properties: {name: {type: string}, port: {type: integer}}}
        x-kubernetes-list-type: map
        x-kubernetes-list-map-keys: [name, port]
        """;

    assertThat(check(schema, "[{name: a, port: 1}, {name: a, port: 2}]")).isEmpty();
    assertThat(check(schema, "[{name: a, port: 1}, {name: b}, {port: 1, name: a, more: x}]"))
        .containsExactly("f[2]: Duplicate value: {\"name\":\"a\",\"port\":1}");
  }

  @Test
  void itemOfASetIsThereOnce() {
    String schema = "{type: array, items: {type: string}, x-kubernetes-list-type: set}";

    assertThat(check(schema, "[a, b, a]")).containsExactly("f[2]: Duplicate value: \"a\"");
  }

  @Test
  void intOrStringIsBoth() {
    String schema =
        "{x-kubernetes-int-or-string: true, anyOf: [{type: integer}, {type: string}], pattern:"
            + " '^[0-9]+m?$'}";

    assertThat(check(schema, "5")).isEmpty();
    assertThat(check(schema, "500m")).isEmpty();
    assertThat(check(schema, "much")).hasSize(1);
    assertThat(check(schema, "1.5"))
        .containsExactly("f: Invalid value: 1.5: must be a string or an integer");
  }

  @Test
  void nullIsFineOnlyWhereTheSchemaSaysSo() {
    assertThat(check("{type: string, nullable: true}", "null")).isEmpty();
  }

  @Test
  void fieldsThatNobodyKnowsAreNoViolation() {
    assertThat(check("{type: object, x-kubernetes-preserve-unknown-fields: true}", "{a: {b: [1]}}"))
        .isEmpty();
    assertThat(check("{type: object}", "{a: 1}")).isEmpty();
  }

  @Test
  void embeddedResourceSaysWhatItIs() {
    String schema =
        "{type: object, x-kubernetes-embedded-resource: true, x-kubernetes-preserve-unknown-fields:"
            + " true}";

    assertThat(check(schema, "{apiVersion: v1, kind: Pod}")).isEmpty();
    assertThat(check(schema, "{apiVersion: 5, spec: {}}"))
        .containsExactly(
            "f.apiVersion: Invalid value: 5: must be a string",
            "f.kind: Required value: this must be a whole Kubernetes object");
  }

  @Test
  void longValueIsCutInTheMessage() {
    List<String> found = check("{type: integer}", "x".repeat(5_000));

    assertThat(found.getFirst()).hasSizeLessThan(200).contains("xxx...\": must be an integer");
  }

  @Test
  void whatIsTrustedIsNotLookedInto() {
    var schema =
        StructuralSchema.of(
            yaml(
                "{type: object, properties: {a: {type: array, items: {type: string}}, b: {type:"
                    + " array, items: {type: string}}}}"));
    var object = yaml("{a: [1], b: [2]}");
    var trusted = object.get("a").orElseThrow();

    assertThat(SchemaCheck.check(schema, object, trusted::equals, Demand.LASTING))
        .singleElement()
        .asString()
        .startsWith("b[0]: ");
  }

  @Test
  @Timeout(20)
  void keysOfALongListMapAreComparedInTime() {
    var items = Stream.iterate(0, i -> i + 1).limit(50_000).map(i -> item("n" + i)).toList();
    var schema =
        StructuralSchema.of(
            yaml(
                "{type: object, properties: {l: {type: array, x-kubernetes-list-type: map,"
                    + " x-kubernetes-list-map-keys: [k], items: {type: object}}}}"));

    assertThat(SchemaCheck.check(schema, JsonObject.of("l", JsonArray.of(items)))).isEmpty();
  }

  private static Json item(String key) {
    return JsonObject.of("k", Json.text(key));
  }

  @Test
  void T10_checkThatNobodyWaitsForStops() {
    var schema = StructuralSchema.of(yaml("{type: object}"));

    assertThatThrownBy(() -> SchemaCheck.check(schema, yaml("{}"), 1, () -> false))
        .isInstanceOf(Demand.Ended.class);
  }

  /** What is wrong with a value in field f of this schema. */
  private static List<String> check(String schema, String value) {
    var object = yaml("{f: %s}".formatted(value));
    var root =
        yaml("{type: object, properties: {}}")
            .with("properties", yaml("{}").with("f", yaml(schema)));
    return SchemaCheck.check(StructuralSchema.of(root), object).stream()
        .map(Violation::toString)
        .toList();
  }
}
