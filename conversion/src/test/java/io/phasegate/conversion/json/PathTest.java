package io.phasegate.conversion.json;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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

  @Test
  void pathsWhoseKeysCollideAreFoundAmongManyInTime() {
    List<Path> colliding =
        IntStream.range(0, 1 << 15)
            .mapToObj(i ->
                Path.of("spec")
                    .key(
                        IntStream.range(0, 15)
                            .mapToObj(bit -> (i >> bit & 1) == 0 ? "Aa" : "BB")
                            .collect(joining())))
            .toList();

    // One after the other this takes half a billion comparisons.
    Set<Path> found =
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> new HashSet<>(colliding));

    assertThat(found).hasSize(1 << 15);
  }

  @Test
  void pathsHaveAnOrderKeyByKey() {
    assertThat(Stream.of("b", "a.c", "a", "a.b.c", "").map(Path::of).sorted().map(Path::toString))
        .containsExactly("", "a", "a.b.c", "a.c", "b");
  }
}
