package io.phasegate.admission.schema;

import static io.phasegate.admission.Dgdr.yaml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.phasegate.conversion.crd.Crds;
import io.phasegate.conversion.crd.CustomResourceDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StructuralSchemaTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "oneOf: [{required: [a]}]",
        "not: {type: string}",
        "x-kubernetes-validations: [{rule: 'true'}]",
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
  void schemasOfOurCrdAreUnderstoodToTheLastKeyword() {
    CustomResourceDefinition crd = Crds.read("dynamographdeploymentrequests");

    assertThat(crd.versions())
        .allSatisfy(
            version -> assertThat(StructuralSchema.of(version.schema()).field("spec")).isPresent());
  }
}
