package io.phasegate.admission.schema;

import static io.phasegate.admission.Dgdr.yaml;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.phasegate.admission.finding.FieldPath;
import io.phasegate.conversion.Demand;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.JsonReader;
import io.phasegate.conversion.json.MalformedJson;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
                map:
                  type: array
                  x-kubernetes-list-type: map
                  x-kubernetes-list-map-keys: [k, p]
                  items: {type: object, properties: {k: {type: string}, p: {type: integer, default: 1}, v: {type: number}}}
                set: {type: array, x-kubernetes-list-type: set, items: {type: number}}
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
          {set: [1, 2, 3]}        | {set: [3.0, 1, 2e0]}
          {map: [{k: a, v: 1}, {k: b}]} | {map: [{k: b}, {v: 1.0, k: a}]}
          {map: [{k: a, p: 1}, {k: a, p: 2}]} | {map: [{k: a, p: 2}, {k: a}]}
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
          {set: [1, 2]}           | {set: [2, 2]}      | set[0]
          {set: [1]}              | {set: [1, 1]}      | set
          {map: [{k: a, v: 1}, {k: b}]} | {map: [{k: b}, {k: a, v: 2}]} | map[1].v
          {map: [{k: a}]}         | {map: [{k: b}]}    | map[0].k
          {map: [1, {k: b}]}      | {map: [{k: b}, 2]} | map[1]
          {l: [{d: 1}, {d: 2}]}   | {l: [{d: 2}, {d: 1}]} | l[0].d, l[1].d
          """)
  void otherMeaningIsADifferenceAtItsField(String left, String right, String fields) {
    var differences =
        SemanticEquality.differences(
            SCHEMA, yaml(left), yaml(right), FieldPath.of(""), 10, Demand.LASTING);

    assertThat(differences).map(FieldPath::toString).containsExactly(fields.split(", "));
  }

  @Test
  void noMoreDifferencesAreLookedForThanWanted() {
    var differences =
        SemanticEquality.differences(
            SCHEMA,
            yaml("{free: {a: 1, b: 1, c: 1}}"),
            yaml("{}"),
            FieldPath.of("spec"),
            1,
            Demand.LASTING);

    assertThat(differences).containsExactly(FieldPath.of("spec.free"));
  }

  /** Each level would otherwise look at all that is below it. */
  @Test
  @Timeout(20)
  void differenceAtTheBottomOfADeepObjectIsFoundInTime() {
    String wide = "x".repeat(1_000);

    assertThat(SemanticEquality.equal(SCHEMA, chained(9_000, wide, 1), chained(9_000, wide, 2)))
        .isFalse();
  }

  /** As it is read from bytes, for only such objects are compared by these. */
  private static JsonObject chained(int depth, String wide, int bottom) {
    String json = ("{\"w\":\"" + wide + "\",\"a\":").repeat(depth) + bottom + "}".repeat(depth);
    try {
      return JsonReader.readObject(("{\"free\":" + json + "}").getBytes(UTF_8));
    } catch (MalformedJson e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void T10_comparisonThatNobodyWaitsForStops() {
    assertThatThrownBy(() ->
            SemanticEquality.differences(
                SCHEMA, yaml("{free: {a: 1}}"), yaml("{}"), FieldPath.of("spec"), 1, () -> false))
        .isInstanceOf(Demand.Ended.class);
  }

  /** Half a million numbers in a megabyte, as somebody may send them. */
  @ParameterizedTest
  @ValueSource(strings = {"0,", "1,"})
  void memoryIsInProportionToWhatIsCompared(String other) throws MalformedJson {
    int items = 500_000;
    byte[] left = ("{\"free\":[" + "0,".repeat(items) + "0]}").getBytes(UTF_8);
    byte[] right = ("{\"free\":[" + other.repeat(items) + "1]}").getBytes(UTF_8);
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();

    var differences =
        SemanticEquality.differences(
            SCHEMA,
            JsonReader.readObject(left),
            JsonReader.readObject(right),
            FieldPath.of("spec"),
            3,
            Demand.LASTING);

    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(differences).hasSizeBetween(1, 3);
    assertThat(allocated).as("bytes").isLessThan(60L * (left.length + right.length));
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
