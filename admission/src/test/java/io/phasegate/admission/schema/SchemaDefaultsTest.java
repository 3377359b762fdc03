package io.phasegate.admission.schema;

import static io.phasegate.admission.Dgdr.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SchemaDefaultsTest {

  @Test
  void absentFieldOfAPresentObjectIsFilledIn() {
    assertThat(apply("properties: {a: {type: integer, default: 5}}", "{b: 1}"))
        .isEqualTo("{\"b\":1,\"a\":5}");
  }

  @Test
  void noObjectIsMadeToHoldDefaults() {
    assertThat(
            apply(
                "properties: {in: {type: object, properties: {a: {type: integer, default: 5}}}}",
                "{}"))
        .isEqualTo("{}");
  }

  @Test
  void defaultsInsideADefaultAreFilledInToo() {
    assertThat(
            apply(
                "properties: {in: {type: object, default: {}, properties: {a: {type: integer,"
                    + " default: 5}}}}",
                "{}"))
        .isEqualTo("{\"in\":{\"a\":5}}");
  }

  @Test
  void nullGivesWayToTheDefault() {
    assertThat(apply("properties: {a: {type: integer, default: 5}}", "{a: null}"))
        .isEqualTo("{\"a\":5}");
  }

  @Test
  void nullWithoutADefaultIsDropped() {
    assertThat(apply("properties: {a: {type: integer}}", "{a: null, b: 1}")).isEqualTo("{\"b\":1}");
    assertThat(apply("additionalProperties: {type: string}", "{a: null, b: x}"))
        .isEqualTo("{\"b\":\"x\"}");
  }

  @Test
  void nullOfANullableFieldStays() {
    assertThat(apply("properties: {a: {type: integer, nullable: true, default: 5}}", "{a: null}"))
        .isEqualTo("{\"a\":null}");
  }

  @Test
  void nullWhereNoSchemaLooksStays() {
    assertThat(apply("x-kubernetes-preserve-unknown-fields: true", "{a: {b: null}}"))
        .isEqualTo("{\"a\":{\"b\":null}}");
  }

  @Test
  void itemsOfListsAreFilledInAndNeverDropped() {
    assertThat(
            apply(
                "properties: {l: {type: array, items: {type: object, properties: {a: {type:"
                    + " integer, default: 5}}}}}",
                "{l: [{}, null, {a: 1}]}"))
        .isEqualTo("{\"l\":[{\"a\":5},null,{\"a\":1}]}");
  }

  @Test
  void unchangedObjectIsTheSameObject() {
    var schema = StructuralSchema.of(yaml("{properties: {a: {type: object}, l: {type: array}}}"));
    var object = yaml("{a: {b: 1}, l: [1]}");

    assertThat(SchemaDefaults.apply(schema, object)).isSameAs(object);
  }

  private static String apply(String schema, String object) {
    return SchemaDefaults.apply(
            StructuralSchema.of(yaml("{type: object, %s}".formatted(schema))), yaml(object))
        .toString();
  }
}
