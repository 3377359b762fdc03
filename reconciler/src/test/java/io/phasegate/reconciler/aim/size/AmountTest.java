package io.phasegate.reconciler.aim.size;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes: spec/engine.md 8.6 and 8.7. */
class AmountTest {

  @ParameterizedTest
  @CsvSource({
    "9094593249, 10, 10Gi",
    "104857600, 10, 1Gi",
    "5368709120, 10, 6Gi",
    "5368709120, 0, 5Gi",
    "1, 0, 1Gi",
    "1125899906842624, 100, 2097152Gi",
    "9223372036854775807, 10, 8589934591Gi"
  })
  void volumeHasHeadroomAndWholeGibibytes(long bytes, int headroom, String expected) {
    assertThat(Amount.volume(bytes, headroom)).hasToString(expected);
  }

  @ParameterizedTest
  @CsvSource({"40Gi, 42949672960", "1G, 1000000000", "5, 5", "1e3, 1000", "0.5Ki, 512", "0, 0"})
  void quantityIsReadInBytes(String quantity, long bytes) {
    assertThat(Amount.bytes(quantity)).hasValue(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "much", "Gi", "-1", "8Ei", "1e99", "9999999999Ei", "1 Gi"})
  void whatIsNoQuantityIsNothing(String quantity) {
    assertThat(Amount.bytes(quantity)).isEqualTo(OptionalLong.empty());
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1 B",
    "512, 510 B",
    "999, 0.98 KiB",
    "9094593249, 8.5 GiB",
    "1073741824, 1.0 GiB",
    "132070244352, 120 GiB",
    "1125899906842624, 1.0 PiB"
  })
  void peopleReadTwoDigits(long bytes, String expected) {
    assertThat(Amount.display(bytes)).isEqualTo(expected);
  }
}
