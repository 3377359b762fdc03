package io.phasegate.reconciler.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.reconciler.adapter.EventFate;
import io.phasegate.reconciler.adapter.OutcomeListener.Activity;
import io.phasegate.reconciler.adapter.Wait;
import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.error.InfrastructureFailure;
import io.phasegate.reconciler.engine.pass.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What Prometheus reads of the reconciler. */
class PassMetersTest {

  private static final Path OPERATIONS = Path.of("..", "docs", "operations.md");

  private final PassMeters meters = new PassMeters();

  @Test
  void passIsCountedByKindOutcomeAndCategory() {
    var away = List.of(CategorizedError.infrastructure("Timeout", "no answer"));

    meters.passed(
        "dgdr",
        new Outcome.BackOff(new InfrastructureFailure(away), Duration.ZERO),
        Duration.ofMillis(20));

    assertThat(meters.scrape())
        .contains(
            "phasegate_passes_seconds_count{category=\"Infrastructure\",controller=\"dgdr\","
                + "outcome=\"BackOff\"} 1");
  }

  @Test
  void waitingPassesAreThoseOfTheLatestStart() {
    meters.runs("dgdr", new Activity(() -> 7, () -> 8, Map::of, () -> 9));
    meters.runs("dgdr", new Activity(() -> 3, () -> 2, Map::of, () -> 1));

    assertThat(meters.scrape())
        .contains("phasegate_passes_waiting{controller=\"dgdr\"} 3.0")
        .contains("phasegate_passes_running{controller=\"dgdr\"} 2.0");
  }

  @Test
  void eventsAreCountedByWhatBecameOfThem() {
    meters.told("dgdr", EventFate.TOLD);
    meters.told("dgdr", EventFate.DROPPED);

    assertThat(meters.scrape())
        .contains("phasegate_events_total{controller=\"dgdr\",fate=\"told\"} 1.0")
        .contains("phasegate_events_total{controller=\"dgdr\",fate=\"dropped\"} 1.0");
  }

  @Test
  void whetherAKindIsLookedAfterIsAskedWhenSomebodyWantsToKnow() {
    var state = new AtomicReference<Wait>(new Wait.For("its webhook"));
    meters.kind("dgdr", state::get);
    assertThat(meters.scrape()).contains("phasegate_kind_looked_after{controller=\"dgdr\"} 0.0");

    state.set(new Wait.Over());

    assertThat(meters.scrape()).contains("phasegate_kind_looked_after{controller=\"dgdr\"} 1.0");
  }

  @Test
  void objectsAreCountedWhenSomebodyAsks() {
    var ready = new AtomicLong(5);
    meters.runs(
        "dgdr", new Activity(() -> 0, () -> 0, () -> Map.of("Ready", ready.get()), () -> 0));
    assertThat(meters.scrape())
        .contains("phasegate_objects{controller=\"dgdr\",phase=\"Ready\"} 5.0");

    ready.set(4);

    assertThat(meters.scrape())
        .contains("phasegate_objects{controller=\"dgdr\",phase=\"Ready\"} 4.0");
  }

  @Test
  void everyMetricOfOursIsExplained() throws IOException {
    meters.passed("dgdr", new Outcome.Settled(), Duration.ZERO);
    meters.told("dgdr", EventFate.TOLD);
    meters.kind("dgdr", Wait.Over::new);
    meters.runs("dgdr", new Activity(() -> 0, () -> 0, () -> Map.of("Ready", 1L), () -> 0));

    List<String> names =
        meters
            .scrape()
            .lines()
            .filter(line -> line.startsWith("# TYPE phasegate_"))
            .map(line -> line.split(" ", 4)[2])
            .filter(name -> !name.endsWith("_max"))
            .toList();

    assertThat(names).hasSize(7);
    assertThat(Files.readString(OPERATIONS)).contains(names);
  }
}
