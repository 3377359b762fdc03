package io.phasegate.webhook;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Time spans as Go writes them: {@code 30s}, {@code 1m30s}, {@code 1.5s}, {@code 500ms}. */
public final class GoDuration {

  private static final Pattern PART =
      Pattern.compile("\\G(\\d{1,9})(?:\\.(\\d{1,9}))?(h|ms|m|s|us|µs|ns)");

  private static final Map<String, Long> NANOS =
      Map.of(
          "h", 3_600_000_000_000L,
          "m", 60_000_000_000L,
          "s", 1_000_000_000L,
          "ms", 1_000_000L,
          "us", 1_000L,
          "µs", 1_000L,
          "ns", 1L);

  private GoDuration() {}

  /** Reads a span; empty when the text is none, or none that could be waited for. */
  public static Optional<Duration> parse(String text) {
    Matcher parts = PART.matcher(text);
    Duration sum = Duration.ZERO;
    int end = 0;
    while (parts.find()) {
      long unit = NANOS.getOrDefault(parts.group(3), 0L);
      sum = sum.plus(Duration.ofNanos(unit).multipliedBy(Long.parseLong(parts.group(1))));
      String fraction = parts.group(2);
      if (fraction != null) {
        sum = sum.plusNanos((long) (Double.parseDouble("0." + fraction) * unit));
      }
      end = parts.end();
    }
    return end > 0 && end == text.length() ? Optional.of(sum) : Optional.empty();
  }
}
