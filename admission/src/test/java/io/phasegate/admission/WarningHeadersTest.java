package io.phasegate.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.admission.finding.FieldPath;
import io.phasegate.admission.finding.Warning;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Warnings survive their way into HTTP headers: A10. */
class WarningHeadersTest {

  @Test
  void warningSanitised() {
    assertThat(texts("two\r\nlines\tand \u001b[31mred\u0085 "))
        .containsExactly("f: two  lines and  [31mred");
    assertThat(texts("half \ud83d of a pair")).containsExactly("f: half \ufffd of a pair");
    assertThat(texts("whole \ud83d\ude00, ümlaut"))
        .containsExactly("f: whole \ud83d\ude00, ümlaut");
  }

  @Test
  void longWarningIsCutByUsAndNotByTheApiServer() {
    assertThat(texts("x".repeat(300)))
        .singleElement()
        .asString()
        .hasSize(256)
        .startsWith("f: xxx")
        .endsWith("xxx...");
  }

  @Test
  void sameTextIsSentOnce() {
    assertThat(texts("a", "b", "a")).containsExactly("f: a", "f: b");
  }

  @Test
  void warningsTogetherStayBelowTheLimit() {
    List<String> sent =
        texts(
            IntStream.range(0, 100)
                .mapToObj(i -> "%03d ".formatted(i) + "x".repeat(200))
                .toArray(String[]::new));

    assertThat(sent.stream().mapToInt(String::length).sum()).isLessThanOrEqualTo(4096);
    assertThat(sent).hasSizeGreaterThan(15);
    assertThat(sent.getLast())
        .isEqualTo("%d more warnings are not shown".formatted(100 - (sent.size() - 1)));
  }

  private static List<String> texts(String... texts) {
    return WarningHeaders.of(
        List.of(texts).stream().map(text -> new Warning(FieldPath.of("f"), text)).toList());
  }
}
