package io.phasegate.reconciler.engine.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LogVerdictTest {

  @Test
  void wordsAreFoundOneBehindTheOtherInAnyCase() {
    assertThat(LogVerdict.of(List.of("started", "  pods is FORBIDDEN: x cannot get Resource y ")))
        .hasValueSatisfying(verdict -> {
          assertThat(verdict.reason()).isEqualTo("ClusterAccessError");
          assertThat(verdict.line()).isEqualTo("pods is FORBIDDEN: x cannot get Resource y");
        });
  }

  @Test
  void wordsInAnotherOrderOrInTwoLinesAreNone() {
    assertThat(LogVerdict.of(List.of("resource cannot forbidden", "disk", "full"))).isEmpty();
  }

  @Test
  @Timeout(value = 10, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void longLinesThatNearlyMatchTakeNoLongerThanOthers() {
    String line = "forbidden cannot access denied not found ".repeat(1_600);

    assertThat(LogVerdict.of(List.of(line, line, line))).isEmpty();
  }
}
