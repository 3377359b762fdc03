package io.phasegate.reconciler.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The end of a log whose lines are of any length. */
class PodLogTest {

  private static final int LIMIT = 64 << 10;

  private final List<Integer> asked = new ArrayList<>();

  /** Reads like an API server: the last lines, and of these no more than the limit. */
  private List<String> tail(int lines, List<String> log) {
    return PodLog.tail(
        lines,
        count -> {
          asked.add(count);
          String text = String.join("\n", log.subList(Math.max(0, log.size() - count), log.size()));
          return text.substring(0, Math.min(text.length(), LIMIT));
        });
  }

  @Test
  void ordinaryLogIsReadOnce() {
    assertThat(tail(50, Collections.nCopies(80, "line"))).hasSize(50);
    assertThat(asked).containsExactly(50);
  }

  @Test
  void lineThatTellsWhyIsNotLostBehindAProgressBar() {
    List<String> log = new ArrayList<>(Collections.nCopies(49, "#".repeat(2_000)));
    log.add("Repository Not Found");

    assertThat(tail(50, log)).last().isEqualTo("Repository Not Found");
    assertThat(asked).containsExactly(50, 25);
  }

  @Test
  void singleLineThatIsTooLongIsReadAsFarAsItGoes() {
    assertThat(tail(50, List.of("#".repeat(3 * LIMIT)))).singleElement().asString().hasSize(LIMIT);
    assertThat(asked).containsExactly(50, 25, 12, 6, 3, 1);
  }
}
