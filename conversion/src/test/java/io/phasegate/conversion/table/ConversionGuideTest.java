package io.phasegate.conversion.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.conversion.Kinds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page for people says what the tables do, no more and no less. */
class ConversionGuideTest {

  private static final Path PAGE = Path.of("..", "docs", "conversion.md");

  @Test
  void pageIsWhatTheTablesSay() throws IOException {
    String text = ConversionGuide.text(Kinds.registry().tables());
    if ("write".equals(System.getProperty("phasegate.docs"))) {
      Files.writeString(PAGE, text);
    }

    assertThat(PAGE)
        .as("docs/conversion.md is generated; the file itself says how to write it anew")
        .hasContent(text);
  }
}
