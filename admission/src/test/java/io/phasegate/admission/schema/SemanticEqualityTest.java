package io.phasegate.admission.schema;

import static io.phasegate.admission.Dgdr.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.admission.finding.FieldPath;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SemanticEqualityTest {

  private static final StructuralSchema SCHEMA =
      StructuralSchema.of(
          yaml(
              """
              type: object
              properties:
                n: {type: number}
                d: {type: integer, default: 5}
                free: {type: object, x-kubernetes-preserve-unknown-fields: true}
                l: {type: array, items: {type: object, properties: {d: {type: integer, default: 5}}}}
                q:
                  type: object
                  additionalProperties:
                    x-kubernetes-int-or-string: true
                    anyOf: [{type: integer}, {type: string}]
                    pattern: ^[0-9]+.*$
                port: {x-kubernetes-int-or-string: true, anyOf: [{type: integer}, {type: string}]}
              """));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {n: 1, free: {a: 1}}    | {free: {a: 1}, n: 1}
          {n: 1000}               | {n: 1e3}
          {free: {a: {b: 1}}}     | {free: {a: {b: 1.0}}}
          {}                      | {d: 5}
          {d: null}               | {d: 5}
          {}                      | {n: null}
          {free: {a: null}}       | {free: {}}
          {l: [{}]}               | {l: [{d: 5}]}
          {q: {cpu: 1}}           | {q: {cpu: 1000m}}
          {q: {mem: 1Gi}}         | {q: {mem: 1024Mi}}
          {q: {mem: 1k}}          | {q: {mem: 1e3}}
          {q: {cpu: '0.5'}}       | {q: {cpu: 500m}}
          """)
  void sameMeaningInOtherWordsIsEqual(String left, String right) {
    assertThat(SemanticEquality.equal(SCHEMA, yaml(left), yaml(right))).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {n: 1}                  | {n: 2}             | n
          {n: 1}                  | {}                 | n
          {}                      | {d: 6}             | d
          {free: {}}              | {}                 | free
          {free: {a: {b: 1}}}     | {free: {a: {b: '1'}}} | free.a.b
          {free: {a: [1, 2]}}     | {free: {a: [2, 1]}} | free.a[0], free.a[1]
          {free: {a: [1]}}        | {free: {a: [1, 2]}} | free.a
          {l: [{d: 1}]}           | {l: [{}]}          | l[0].d
          {q: {cpu: 1}}           | {q: {cpu: 1m}}     | q.cpu
          {q: {mem: 1E}}          | {q: {mem: 1e1}}    | q.mem
          {q: {cpu: many}}        | {q: {cpu: more}}   | q.cpu
          {port: 80}              | {port: '80'}       | port
          {n: true}               | {n: 1}             | n
          """)
  void otherMeaningIsADifferenceAtItsField(String left, String right, String fields) {
    var differences =
        SemanticEquality.differences(SCHEMA, yaml(left), yaml(right), FieldPath.of(""), 10);

    assertThat(differences).map(FieldPath::toString).containsExactly(fields.split(", "));
  }

  @Test
  void noMoreDifferencesAreLookedForThanWanted() {
    var differences =
        SemanticEquality.differences(
            SCHEMA, yaml("{free: {a: 1, b: 1, c: 1}}"), yaml("{}"), FieldPath.of("spec"), 1);

    assertThat(differences).containsExactly(FieldPath.of("spec.free"));
  }

  @Test
  void depthCostsNoStack() {
    assertThat(SemanticEquality.equal(SCHEMA, nested(10_000, "1"), nested(10_000, "1.0"))).isTrue();
    assertThat(SemanticEquality.equal(SCHEMA, nested(10_000, "1"), nested(10_000, "2"))).isFalse();
  }

  private static JsonObject nested(int depth, String number) {
    Json value = new Json.Num(number);
    for (int i = 0; i < depth; i++) {
      value = i % 2 == 0 ? Json.array(value) : JsonObject.of("a", value);
    }
    return JsonObject.of("free", value);
  }
}
