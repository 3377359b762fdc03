package io.phasegate.admission.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityPatternTest {

  private static final Pattern RE2 = Pattern.compile(QuantityPattern.SPELLING);

  /** One of each sort that the pattern tells apart, and what it does not know. */
  private static final List<String> UNITS =
      List.of("0", "7", ".", "+", "-", "e", "E", "i", "K", "k", "m", "P", " ", "\n", "é");

  @Test
  void agreesWithRe2AboutEveryTextOfUpToFourCharacters() {
    for (int length = 0; length <= 4; length++) {
      assertThat(texts(length).filter(text -> QuantityPattern.matches(text) != matches(text)))
          .isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+12.50Gi",
        "-.5e-3.5",
        "1e+.5",
        "12E3",
        "1Ei",
        "12345678901234567890",
        "1.e5",
        "1e5m",
        "1..5",
        "1e5.5.5",
        "1Gi ",
        "0x10",
        "1e+-5",
        "10Zi",
        "1iK"
      })
  void agreesWithRe2AboutLongerTexts(String text) {
    assertThat(QuantityPattern.matches(text)).isEqualTo(matches(text));
  }

  @Test
  void patternIsTheOneThatOurSchemasGiveToQuantities() throws IOException {
    String crd = Files.readString(Path.of("../manifests/crds/dynamographdeploymentrequests.yaml"));

    assertThat(crd).contains("pattern: " + QuantityPattern.SPELLING + "\n");
  }

  private static boolean matches(String text) {
    return RE2.matcher(text).find();
  }

  private static Stream<String> texts(int length) {
    return length == 0
        ? Stream.of("")
        : texts(length - 1).flatMap(text -> UNITS.stream().map(unit -> text + unit));
  }
}
