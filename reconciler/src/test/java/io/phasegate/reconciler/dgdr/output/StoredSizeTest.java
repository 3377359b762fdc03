package io.phasegate.reconciler.dgdr.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoredSizeTest {

  private static final int NO_LIMIT = Integer.MAX_VALUE;

  @ParameterizedTest
  @ValueSource(strings = {"<", ">", "&", "\u2028", "\u2029", "\u0000", "\b", "\f", "\u001f"})
  void whatGoEscapesByNumberTakesSixBytes(String character) {
    assertThat(text(character)).isEqualTo(6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"", "\\", "\n", "\r", "\t"})
  void whatHasAShortEscapeTakesTwo(String character) {
    assertThat(text(character)).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"a, 1", "~, 1", "\u007f, 1", "ü, 2", "日, 3", "🙂, 4", "\ud800, 3"})
  void everythingElseTakesItsBytesInUtf8(String character, int bytes) {
    assertThat(text(character)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource({"15, 2", "1.50, 4", "1e20, 25", "1E-7, 25"})
  void numbersWithAnExponentAreCountedAsLongAsGoMayWriteThem(String number, int bytes) {
    assertThat(StoredSize.of(new Json.Num(number), NO_LIMIT)).isEqualTo(bytes);
  }

  @Test
  void namesOfFieldsCountTwiceForManagedFieldsHasThemToo() {
    assertThat(StoredSize.of(JsonObject.of("a<", Json.text("b")), NO_LIMIT))
        .isEqualTo("{'a\\u003c':'b',}".length() + "'f:a\\u003c':{},".length());
  }

  @Test
  void listsHaveTheirItemsAndCommas() {
    assertThat(StoredSize.of(JsonArray.of(List.of(Json.text("a"), Json.text("b"))), NO_LIMIT))
        .isEqualTo("['a','b',]".length());
  }

  @Test
  void countingEndsBeyondTheLimit() {
    Json value = Json.text("x");
    for (int i = 0; i < 60; i++) {
      value = JsonArray.of(List.of(value, value));
    }

    assertThat(StoredSize.of(value, 1000)).isBetween(1001L, 2000L);
  }

  private static long text(String character) {
    return StoredSize.of(Json.text(character), NO_LIMIT) - "''".length();
  }
}
