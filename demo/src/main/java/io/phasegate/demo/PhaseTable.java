package io.phasegate.demo;

import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A table that grows: one line for each time that a request looks different. */
final class PhaseTable {

  private final Screen screen;
  private final boolean several;
  private final Map<String, RequestState> shown = new HashMap<>();
  private Optional<String> speaksOf = Optional.empty();

  /**
   * An empty table with its head on the screen.
   *
   * @param several whether lines have to say which request they are about
   */
  PhaseTable(Screen screen, boolean several) {
    this.screen = screen;
    this.several = several;
    screen.label(line("after", "phase", "profiling", "Succeeded", ""));
  }

  /** Shows a state that is a new one; a request without a phase has none to show. */
  void show(Request request, RequestState state, Duration after) {
    String name = request.namespace() + "/" + request.name();
    Optional<RequestState> before = Optional.ofNullable(shown.put(name, state));
    if (state.phase().isEmpty() || before.filter(state::looksLike).isPresent()) {
      return;
    }
    if (several && !speaksOf.equals(Optional.of(name))) {
      screen.label(name);
      speaksOf = Optional.of(name);
    }
    String time = String.format(Locale.ROOT, "%.1f s", after.toMillis() / 1000.0);
    screen.row(
        line(time, state.phase(), state.profilingPhase(), state.succeeded(), state.reason()));
  }

  private static String line(
      String after, String phase, String step, String succeeded, String reason) {
    return "%7s  %-9s  %-15s  %-5s  %s"
        .formatted(after, phase, step, succeeded, reason)
        .stripTrailing();
  }
}
