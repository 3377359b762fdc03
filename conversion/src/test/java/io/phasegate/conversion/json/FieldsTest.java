package io.phasegate.conversion.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Few and many keys are kept in different ways; nobody may see which. */
class FieldsTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4, 5, 12, 13, 14, 1_000})
  void everyKeyIsFoundAndTheOrderKept(int count) {
    Fields<Integer> fields = counted(count);

    assertThat(keys(fields)).containsExactlyElementsOf(names(count));
    for (int i = 0; i < count; i++) {
      assertThat(fields.get("key-" + i)).isEqualTo(i);
    }
    assertThat(fields.get("key-" + count)).isNull();
  }

  /** "Aa" and "BB" have one code. */
  @Test
  void keysOfOneHashCodeAreToldApart() {
    var fields = new Fields<Integer>();
    fields.append("Aa", 1);

    assertThat(fields.has("BB")).isFalse();
    fields.put("BB", 2);
    fields.remove("Aa");

    assertThat(fields.has("Aa")).isFalse();
    assertThat(fields.get("BB")).isEqualTo(2);
  }

  @Test
  void sortedFieldsAreAsManyAndFoundInTheirNewPlaces() {
    for (int count : new int[] {3, 40}) {
      Fields<Integer> sorted = reversed(count).sorted();

      assertThat(keys(sorted)).isSorted().hasSize(count);
      assertThat(sorted.key(sorted.find("key-2"))).isEqualTo("key-2");
    }
  }

  private static Fields<Integer> reversed(int count) {
    var fields = new Fields<Integer>();
    for (int i = count - 1; i >= 0; i--) {
      fields.append("key-" + i, i);
    }
    return fields;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 12, 13, 14, 40})
  void aKeyThatIsTakenOutLeavesTheOthersInTheirOrder(int count) {
    for (int gone = 0; gone < count; gone++) {
      Fields<Integer> fields = counted(count);
      int index = gone;

      fields.remove("key-" + index);

      assertThat(fields.has("key-" + index)).isFalse();
      assertThat(keys(fields))
          .containsExactlyElementsOf(
              names(count).stream().filter(name -> !name.equals("key-" + index)).toList());
      assertThat(fields.get("key-" + (count - 1)))
          .isEqualTo(index == count - 1 ? null : Integer.valueOf(count - 1));
    }
  }

  @Test
  void manyKeysAreTakenOutInNoTime() {
    Fields<Integer> fields = counted(200_000);

    assertTimeout(
        Duration.ofSeconds(10),
        () -> {
          for (int i = 0; i < 199_999; i++) {
            fields.remove("key-" + i);
          }
        });
    assertThat(fields.isEmpty()).isFalse();
    fields.append("new", -1);

    assertThat(keys(fields)).containsExactly("key-199999", "new");
    assertThat(fields.get("new")).isEqualTo(-1);
    assertThat(fields.get("key-199999")).isEqualTo(199_999);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 40})
  void aKeyThatIsSetAgainKeepsItsPlace(int count) {
    Fields<Integer> fields = counted(count);

    fields.put("key-1", -1);
    fields.put("new", -2);

    assertThat(fields.size()).isEqualTo(count + 1);
    assertThat(fields.value(1)).isEqualTo(-1);
    assertThat(fields.key(count)).isEqualTo("new");
  }

  @Test
  void takingOutWhatIsNotThereChangesNothing() {
    Fields<Integer> fields = counted(3);

    fields.remove("other");

    assertThat(keys(fields)).containsExactly("key-0", "key-1", "key-2");
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 40})
  void aCopyGoesItsOwnWay(int count) {
    Fields<Integer> fields = counted(count);
    var copy = new Fields<>(fields);

    copy.put("key-0", 7);
    copy.append("new", 8);
    copy.remove("key-2");

    assertThat(keys(fields)).containsExactlyElementsOf(names(count));
    assertThat(fields.get("key-0")).isZero();
    assertThat(copy.get("key-2")).isNull();
    assertThat(copy.get("new")).isEqualTo(8);
  }

  @Test
  void sortingOrdersTheKeysAndTakesTheValuesAlong() {
    var fields = new Fields<Integer>();
    fields.append("b", 2);
    fields.append("c", 3);
    fields.append("a", 1);

    Fields<Integer> sorted = fields.sorted();

    assertThat(keys(sorted)).containsExactly("a", "b", "c");
    assertThat(List.of(sorted.value(0), sorted.value(1), sorted.value(2))).containsExactly(1, 2, 3);
    assertThat(keys(fields)).containsExactly("b", "c", "a");
  }

  @Test
  void keysChosenToCollideCostNoMoreThanOthers() {
    // "Aa" and "BB" have the same hash code, and so has whatever is put together from them.
    List<String> colliding =
        IntStream.range(0, 1 << 16)
            .mapToObj(bits -> {
              var key = new StringBuilder();
              for (int i = 0; i < 16; i++) {
                key.append((bits >> i & 1) == 0 ? "Aa" : "BB");
              }
              return key.toString();
            })
            .toList();

    assertTimeout(
        Duration.ofSeconds(10),
        () -> {
          var fields = new Fields<Integer>();
          colliding.forEach(key -> fields.put(key, fields.size()));
          assertThat(fields.size()).isEqualTo(1 << 16);
          assertThat(fields.get(colliding.getLast())).isEqualTo((1 << 16) - 1);
        });
  }

  private static Fields<Integer> counted(int count) {
    var fields = new Fields<Integer>();
    for (int i = 0; i < count; i++) {
      fields.append("key-" + i, i);
    }
    return fields;
  }

  private static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj(i -> "key-" + i).toList();
  }

  private static List<String> keys(Fields<Integer> fields) {
    fields.settle();
    return IntStream.range(0, fields.size()).mapToObj(fields::key).toList();
  }
}
