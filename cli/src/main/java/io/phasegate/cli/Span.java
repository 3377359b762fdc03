package io.phasegate.cli;

import io.phasegate.webhook.GoDuration;
import java.time.Duration;
import java.util.Optional;

/** Options that are times: {@code 5s}, {@code 1m30s}, {@code 500ms}, {@code 0}. */
final class Span {

  private Span() {}

  /** Reads one; empty when the text is none. */
  static Optional<Duration> parse(String text) {
    return text.equals("0") ? Optional.of(Duration.ZERO) : GoDuration.parse(text);
  }

  /** What to say of a text that is none. */
  static String complaint(String text) {
    return "\"" + text + "\" is no time; write 5s or 1m30s";
  }
}
