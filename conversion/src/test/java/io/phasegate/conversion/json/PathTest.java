package io.phasegate.conversion.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PathTest {

  @Test
  void keysWithDotsStandInBrackets() {
    Path path = Path.of("metadata.annotations").key("nvidia.com/dgdr-spec");

    assertThat(path).hasToString("metadata.annotations[nvidia.com/dgdr-spec]");
  }

  @Test
  void rebaseExchangesTheBeginning() {
    Path path = Path.of("spec.sla.ttft").rebase(Path.of("spec.sla"), Path.of("spec.config.sla"));

    assertThat(path).isEqualTo(Path.of("spec.config.sla.ttft"));
  }

  @Test
  void theEmptyTextIsTheObjectItself() {
    assertThat(Path.of("").isEmpty()).isTrue();
    assertThat(Path.of("").key("a.b").keys()).containsExactly("a.b");
  }
}
