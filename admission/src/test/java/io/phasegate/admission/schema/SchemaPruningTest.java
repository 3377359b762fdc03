package io.phasegate.admission.schema;

import static io.phasegate.admission.Dgdr.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SchemaPruningTest {

  @Test
  void unknownFieldIsDropped() {
    assertThat(prune("properties: {a: {type: string}}", "{a: x, b: y}")).isEqualTo("{\"a\":\"x\"}");
  }

  @Test
  void identityOfTheObjectStays() {
    assertThat(
            prune("properties: {}", "{apiVersion: v1, kind: K, metadata: {name: n}, status: {}}"))
        .isEqualTo("{\"apiVersion\":\"v1\",\"kind\":\"K\",\"metadata\":{\"name\":\"n\"}}");
  }

  @Test
  void unknownFieldStaysWhereTheyArePreserved() {
    assertThat(
            prune(
                "x-kubernetes-preserve-unknown-fields: true, properties: {a: {type: object}}",
                "{b: {c: [1]}, a: {dropped: 1}}"))
        .isEqualTo("{\"b\":{\"c\":[1]},\"a\":{}}");
  }

  @Test
  void itemsOfListsAndOtherKeysArePruned() {
    assertThat(
            prune(
                "properties: {l: {type: array, items: {type: object, properties: {a: {type:"
                    + " string}}}}}",
                "{l: [{a: x, b: y}]}"))
        .isEqualTo("{\"l\":[{\"a\":\"x\"}]}");
    assertThat(
            prune(
                "additionalProperties: {type: object, properties: {a: {type: string}}}",
                "{any: {a: x, b: y}}"))
        .isEqualTo("{\"any\":{\"a\":\"x\"}}");
  }

  @Test
  void identityOfAnEmbeddedResourceStays() {
    assertThat(
            prune(
                "properties: {e: {type: object, x-kubernetes-embedded-resource: true}}",
                "{e: {apiVersion: v1, kind: Pod, metadata: {name: n}, spec: {}}}"))
        .isEqualTo(
            "{\"e\":{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"n\"}}}");
  }

  private static String prune(String schema, String object) {
    return SchemaPruning.prune(
            StructuralSchema.of(yaml("{type: object, %s}".formatted(schema))), yaml(object))
        .toString();
  }
}
