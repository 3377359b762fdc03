package io.phasegate.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class QuietLogTest {

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2027-03-01T12:00:00Z"));
  private final QuietLog log = new QuietLog(now::get);
  private final List<String> lines = new ArrayList<>();

  @Test
  void theFirstOfAKindIsTold() {
    log.tell("a", more -> lines.add("a" + more));
    log.tell("b", more -> lines.add("b" + more));

    assertThat(lines).containsExactly("a", "b");
  }

  @Test
  void D33_aFloodBecomesOneLineAndACount() {
    for (int i = 0; i < 1_001; i++) {
      log.tell("a", more -> lines.add("a" + more));
    }
    now.updateAndGet(before -> before.plusSeconds(5));

    log.tell("a", more -> lines.add("a" + more));

    assertThat(lines).containsExactly("a", "a (and 1000 more like it)");
  }

  @Test
  void theCountBeginsAnewWithEachLine() {
    for (int line = 0; line < 3; line++) {
      log.tell("a", more -> lines.add("a" + more));
      log.tell("a", more -> lines.add("a" + more));
      now.updateAndGet(before -> before.plusSeconds(5));
    }

    assertThat(lines).containsExactly("a", "a (and 1 more like it)", "a (and 1 more like it)");
  }
}
