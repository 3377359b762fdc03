package io.phasegate.reconciler.dgdr.phase;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The picture for people shows the arrows that the code can follow, no more and no fewer. */
class PhaseDiagramTest {

  private static final Path PAGE = Path.of("..", "docs", "phases-dgdr.md");

  @Test
  void pageIsWhatTheArrowsSay() throws IOException {
    String text = PhaseDiagram.text();
    if ("write".equals(System.getProperty("phasegate.docs"))) {
      Files.writeString(PAGE, text);
    }

    assertThat(PAGE)
        .as("docs/phases-dgdr.md is generated; the file itself says how to write it anew")
        .hasContent(text);
  }
}
