package io.phasegate.reconciler.dgdr.failure;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.phasegate.reconciler.engine.fetch.ResourceReader;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Why no Pod can be made of a Job: only the events of its controller tell. They are asked for once
 * in half a minute for each Job at most, however often its request is looked at. For many threads.
 */
public final class PodRefusals {

  private static final Duration LASTS = Duration.ofSeconds(30);

  /** The name was made up for this one try: with it, each try would be told as news. */
  private static final Pattern ABOUT =
      Pattern.compile(
          "^Error creating: (pods? \"[^\"]*\" is (forbidden|invalid): )?",
          Pattern.CASE_INSENSITIVE);

  /** What an earlier look has found, and when it was. */
  private record Look(Optional<String> why, Instant at) {

    boolean isRecent(Instant now) {
      return !now.isBefore(at) && now.isBefore(at.plus(LASTS));
    }
  }

  /** By the Jobs' uids. */
  private final Map<String, Look> looks = new ConcurrentHashMap<>();

  /**
   * The Job controller's words.
   *
   * @return empty when there are none, or when they cannot be read
   */
  public Optional<String> of(Job job, ResourceReader reader, Instant now) {
    looks.values().removeIf(look -> !look.isRecent(now));
    String uid = Objects.requireNonNullElse(job.getMetadata().getUid(), "");
    Look known = looks.get(uid);
    if (known == null) {
      known = new Look(latest(reader.eventsAbout(job).value().orElse(List.of())), now);
      looks.put(uid, known);
    }
    return known.why();
  }

  private static Optional<String> latest(List<Event> events) {
    return events.stream()
        .filter(event -> "FailedCreate".equals(event.getReason()))
        .max(Comparator.comparing(PodRefusals::time))
        .map(event -> Objects.requireNonNullElse(event.getMessage(), ""))
        .map(message -> ABOUT.matcher(message).replaceFirst(""))
        .filter(message -> !message.isBlank());
  }

  private static String time(Event event) {
    return Objects.requireNonNullElse(event.getLastTimestamp(), "");
  }
}
