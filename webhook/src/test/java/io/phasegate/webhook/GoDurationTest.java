package io.phasegate.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The values of {@code ?timeout=} (T10). */
class GoDurationTest {

  @ParameterizedTest
  @CsvSource({
    "30s, PT30S",
    "10s, PT10S",
    "1m30s, PT1M30S",
    "1h0m0s, PT1H",
    "500ms, PT0.5S",
    "1.5s, PT1.5S"
  })
  void spansOfGoAreRead(String text, Duration expected) {
    assertThat(GoDuration.parse(text)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "30", "s", "-3s", "3 s", "3sx", "x3s", "3d", "99999999999s"})
  void whatIsNoneIsNone(String text) {
    assertThat(GoDuration.parse(text)).isEmpty();
  }
}
