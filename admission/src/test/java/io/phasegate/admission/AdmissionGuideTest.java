package io.phasegate.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.admission.rule.Rule;
import io.phasegate.admission.rule.RuleText;
import io.phasegate.admission.rule.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page for people says what the rules do, no more and no less. */
class AdmissionGuideTest {

  private static final Path PAGE = Path.of("..", "docs", "admission.md");
  private static final Admission ADMISSION = Dgdr.admission(Settings.standard());

  @Test
  void pageIsWhatTheListsSay() throws IOException {
    String text = AdmissionGuide.text(ADMISSION);
    if ("write".equals(System.getProperty("phasegate.docs"))) {
      Files.writeString(PAGE, text);
    }

    assertThat(PAGE)
        .as("docs/admission.md is generated; the file itself says how to write it anew")
        .hasContent(text);
  }

  @Test
  void everyRuleOfTheSpecificationIsThere() {
    assertThat(ids("v1alpha1"))
        .contains("A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8")
        .contains("A9-name", "A9-labels", "A9-annotations")
        .contains("frozen", "frozen-ready", "frozen-failed", "room", "whole");
    assertThat(ids("v1beta1"))
        .contains("B1", "B2", "B5", "B6", "B7-kind", "B7-apiVersion", "B8", "B9", "B10")
        .contains("B11", "B12", "B13", "B15")
        .contains("frozen", "frozen-ready", "frozen-failed", "frozen-slots");
  }

  @Test
  void noRowIsLeftBlank() {
    assertThat(ADMISSION.kinds())
        .flatExtracting(kind -> kind.versions().values())
        .flatExtracting(version -> version.rules().rules())
        .map(Rule::text)
        .allSatisfy(text ->
            assertThat(List.of(text.id(), text.field(), text.when(), text.answer(), text.message()))
                .doesNotContain(""));
  }

  @Test
  void everyWarningFitsWhereHeadersAreShort() {
    assertThat(ADMISSION.kinds())
        .flatExtracting(kind -> kind.versions().values())
        .flatExtracting(version -> version.rules().rules())
        .map(Rule::text)
        .filteredOn(text -> text.answer().equals(RuleText.WARNING))
        .flatMap(text ->
            Stream.of(text.field().split(", "))
                .map(field -> field + ": " + text.message())
                .toList())
        .allSatisfy(text ->
            assertThat(text).hasSizeLessThanOrEqualTo(120).doesNotContainPattern("\\p{Cntrl}"));
  }

  private static List<String> ids(String version) {
    return ADMISSION.kinds().stream()
        .flatMap(kind -> kind.versions().values().stream())
        .map(AdmittedKind.Version::rules)
        .filter(rules -> rules.version().equals(version))
        .flatMap(rules -> rules.rules().stream())
        .map(rule -> rule.text().id())
        .toList();
  }
}
