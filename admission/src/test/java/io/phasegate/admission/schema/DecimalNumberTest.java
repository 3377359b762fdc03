package io.phasegate.admission.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.conversion.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalNumberTest {

  @ParameterizedTest
  @CsvSource({
    "1000, 1e3",
    "1000, 1000.0",
    "0, -0.0",
    "0, 0e7",
    "0.5, 5e-1",
    "120, 0.12E+3",
    "-7, -70e-1",
  })
  void sameNumberInAnotherSpellingIsEqual(String one, String other) {
    assertThat(number(one)).isEqualTo(number(other)).isEqualByComparingTo(number(other));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 2",
    "9, 10",
    "-2, -1",
    "-1, 0",
    "0, 0.001",
    "0.09, 0.1",
    "1.01, 1.1",
    "999, 1e3",
    "9007199254740992, 9007199254740993",
    "1e999999999999, 1e1000000000000",
  })
  void smallerComesFirst(String smaller, String bigger) {
    assertThat(number(smaller)).isLessThan(number(bigger)).isNotEqualTo(number(bigger));
    assertThat(number(bigger)).isGreaterThan(number(smaller));
  }

  @ParameterizedTest
  @CsvSource({"0, true", "12, true", "1.0, true", "1e3, true", "1.5, false", "15e-1, false"})
  void integerIsWhatHasNoFractionHoweverSpelled(String text, boolean isInteger) {
    assertThat(number(text).isInteger()).isEqualTo(isInteger);
  }

  @Test
  void hugeExponentIsNeverExpanded() {
    assertThat(number("1e1000000000")).isGreaterThan(number("1e999999999"));
    assertThat(number("1e" + "9".repeat(100_000))).isGreaterThan(number("1e1000000000"));
    assertThat(number("1e-" + "9".repeat(100_000))).isLessThan(number("1e-1000000000"));
  }

  private static DecimalNumber number(String text) {
    return DecimalNumber.of(new Json.Num(text));
  }
}
