package io.phasegate.reconciler.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.reconciler.adapter.Wait;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What {@code /readyz} answers. */
class ReadinessTest {

  private static final Wait WORKS = new Wait.Over();
  private static final Wait WAITS = new Wait.For("the webhook is down");
  private static final Wait NOT_THERE = new Wait.NotInstalled("install its CRD");

  private static HealthServer.Answer of(Wait... kinds) {
    Map<String, Wait> states = new LinkedHashMap<>();
    Arrays.stream(kinds).forEach(kind -> states.put("kind-" + states.size(), kind));
    return HealthServer.readiness(states);
  }

  @Test
  void allKindsAreLookedAfter() {
    assertThat(of(WORKS, WORKS).code()).isEqualTo(200);
  }

  @Test
  void oneKindThatLeavesItsObjectsLyingMakesUsNotReady() {
    assertThat(of(WORKS, WAITS).code()).isEqualTo(503);
    assertThat(of(WAITS, WORKS).text())
        .isEqualTo("kind-0 waits: the webhook is down\nkind-1 is looked after\n");
  }

  @Test
  void aKindThatIsNotInstalledKeepsNobodyWaiting() {
    assertThat(of(WORKS, NOT_THERE).code()).isEqualTo(200);
    assertThat(of(WORKS, NOT_THERE).text()).contains("kind-1 is not there: install its CRD");
  }

  @Test
  void withoutAnyKindThereIsNothingToBeReadyFor() {
    assertThat(of(NOT_THERE, NOT_THERE).code()).isEqualTo(503);
    assertThat(of().code()).isEqualTo(503);
  }
}
