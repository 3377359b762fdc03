package io.phasegate.admission.rule;

import static io.phasegate.admission.Dgdr.edit;
import static io.phasegate.admission.Dgdr.remove;
import static io.phasegate.admission.Dgdr.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.admission.Dgdr;
import io.phasegate.admission.schema.StructuralSchema;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which updates no rule needs to see. */
class MetadataChangeTest {

  private static final JsonObject STORED =
      yaml(
          """
          apiVersion: nvidia.com/v1beta1
          kind: DynamoGraphDeploymentRequest
          metadata: {name: chat, uid: u-1, annotations: {a: b}, labels: {team: one}}
          spec: {model: m, sla: {ttft: 200}, limits: {cpu: none}}
          status: {phase: Pending}
          """);

  private static final StructuralSchema SCHEMA =
      StructuralSchema.of(
          yaml(
              """
              properties:
                spec:
                  properties:
                    model: {type: string}
                    sla: {properties: {ttft: {type: integer}, unit: {type: string, default: ms}}}
                    retry: {default: {}, properties: {times: {type: integer, default: 3}}}
                    limits: {additionalProperties: {type: string, default: none}}
              """));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          labels          | {team: another}
          finalizers      | [example.com/wait]
          ownerReferences | [{kind: Team, name: a}]
          managedFields   | [{manager: kubectl}]
          resourceVersion | '17'
          """)
  void controllersWritesAreOfMetadataOnly(String field, String value) {
    assertThat(isAll(STORED, edit(STORED, "metadata." + field, value))).isTrue();
  }

  @Test
  void nothingAtAllIsOfMetadataOnly() {
    assertThat(isAll(STORED, STORED)).isTrue();
    assertThat(isAll(STORED, remove(STORED, "metadata.labels"))).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          spec.model           | n
          spec.sla.ttft        | 201
          status.phase         | Ready
          more                 | 1
          apiVersion           | nvidia.com/v1alpha1
          metadata.name        | other
          metadata.namespace   | other
          metadata.uid         | u-2
          metadata.annotations | {a: c}
          """)
  void whatRulesOrConversionsLookAtIsMore(String field, String value) {
    assertThat(isAll(STORED, edit(STORED, field, value))).isFalse();
    assertThat(isAll(edit(STORED, field, value), STORED)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"spec", "status", "metadata", "metadata.annotations"})
  void whatIsGoneHasChanged(String field) {
    assertThat(isAll(STORED, remove(STORED, field))).isFalse();
    assertThat(isAll(remove(STORED, field), STORED)).isFalse();
  }

  @Test
  void fieldInAnothersPlaceIsAChange() {
    JsonObject other = remove(STORED, "status").with("state", Json.text("Pending"));

    assertThat(isAll(STORED, other)).isFalse();
  }

  /** As an API server shows both in a version that is not stored. */
  @Test
  void defaultsThatWereFilledInAreNoChange() {
    JsonObject filled = edit(edit(STORED, "spec.sla.unit", "ms"), "spec.retry.times", "3");

    assertThat(isAll(STORED, filled)).isTrue();
    assertThat(isAll(STORED, edit(filled, "metadata.labels", "{team: two}"))).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          spec.sla.unit    | s
          spec.sla.other   | ms
          spec.other       | ms
          spec.retry.times | 4
          spec.limits.gpu  | none
          spec.sla.ttft    | 201
          """)
  void anythingElseThatIsFilledInIsAChange(String field, String value) {
    JsonObject filled = edit(edit(STORED, "spec.sla.unit", "ms"), "spec.retry.times", "3");

    assertThat(isAll(STORED, edit(filled, field, value))).isFalse();
  }

  @Test
  void defaultThatIsGoneIsAChange() {
    JsonObject filled = edit(STORED, "spec.sla.unit", "ms");

    assertThat(isAll(filled, STORED)).isFalse();
    assertThat(isAll(filled, edit(STORED, "spec.retry.times", "3"))).isFalse();
  }

  @Test
  void defaultThatComesInPlaceOfAnotherFieldIsAChange() {
    JsonObject other = edit(remove(STORED, "spec.limits"), "spec.retry.times", "3");

    assertThat(isAll(STORED, other)).isFalse();
  }

  /** A rule about other metadata would not be asked, so there must not be one. */
  @Test
  void noRuleLooksAtMoreOfMetadata() {
    List<String> fields =
        Dgdr.admission(Settings.standard()).kinds().stream()
            .flatMap(kind -> kind.versions().values().stream())
            .flatMap(version -> version.rules().rules().stream())
            .flatMap(rule -> Stream.of(rule.text().field().split(", ", -1)))
            .filter(field -> field.startsWith("metadata"))
            .distinct()
            .toList();

    assertThat(fields)
        .isNotEmpty()
        .allMatch(field -> MetadataChange.LOOKED_AT.stream().anyMatch(Path.of(field)::startsWith));
  }

  private static boolean isAll(JsonObject before, JsonObject after) {
    return new MetadataChange(SCHEMA, before, after).isAll();
  }
}
