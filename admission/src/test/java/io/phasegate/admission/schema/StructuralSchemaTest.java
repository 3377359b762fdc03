package io.phasegate.admission.schema;

import static io.phasegate.admission.Dgdr.yaml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.phasegate.conversion.crd.Crds;
import io.phasegate.conversion.crd.CustomResourceDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StructuralSchemaTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "oneOf: [{required: [a]}]",
        "not: {type: string}",
        "x-kubernetes-validations: [{rule: 'true'}]",
        "x-kubernetes-validations: [{rule: self == oldSelf}, {rule: 'true'}]",
        "additionalProperties: true",
        "minimun: 1",
      })
  void keywordThatCouldNotBeHonouredIsRefused(String keyword) {
    var schema = yaml("{type: object, properties: {spec: {type: object, %s}}}".formatted(keyword));

    assertThatThrownBy(() -> StructuralSchema.of(schema))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"spec\"")
        .hasMessageContaining(keyword.substring(0, keyword.indexOf(':')));
  }

  @Test
  void ruleAboutAChangeIsLeftToTheApiServer() {
    var schema = yaml("{type: string, x-kubernetes-validations: [{rule: self == oldSelf}]}");

    assertThat(StructuralSchema.of(schema).facets()).isEmpty();
  }

  @Test
  void schemasOfOurCrdAreUnderstoodToTheLastKeyword() {
    CustomResourceDefinition crd = Crds.read("dynamographdeploymentrequests");

    assertThat(crd.versions())
        .allSatisfy(
            version -> assertThat(StructuralSchema.of(version.schema()).field("spec")).isPresent());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {type: string}                                  | {type: string, description: a word}          | true
          {type: string}                                  | {type: integer}                              | false
          {type: string, maxLength: 5}                    | {type: string, maxLength: 6}                 | false
          {type: string, pattern: a}                      | {type: string, pattern: a}                   | true
          {type: array, items: {type: string}}            | {type: array, items: {type: string}}         | true
          {type: array, items: {type: string}}            | {type: array, items: {type: integer}}        | false
          {type: array, items: {type: string}}            | {type: array}                                | false
          {type: object, properties: {a: {type: string}}} | {type: object, properties: {b: {type: string}}} | false
          {type: object, properties: {a: {type: string}}} | {type: object, properties: {a: {type: string, default: x}}} | false
          {type: object, required: [a]}                   | {type: object}                               | false
          """)
  void schemasDemandTheSameWhenTheyDifferInDescriptionsOnly(
      String one, String other, boolean same) {
    StructuralSchema first = StructuralSchema.of(yaml(one));
    StructuralSchema second = StructuralSchema.of(yaml(other));

    assertThat(first.demandsTheSameAs(second)).isEqualTo(same);
    assertThat(second.demandsTheSameAs(first)).isEqualTo(same);
  }
}
