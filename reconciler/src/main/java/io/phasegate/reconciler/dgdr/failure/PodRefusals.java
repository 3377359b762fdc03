package io.phasegate.reconciler.dgdr.failure;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.phasegate.reconciler.engine.fetch.ResourceReader;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Why no Pod can be made of a Job: only the events of its controller tell. They are read once in
 * half a minute for all Jobs of a namespace: a quota that is full may keep a thousand of them
 * waiting, and events are what there is most of. For many threads; two that find nothing recent
 * both read.
 */
public final class PodRefusals {

  private static final Duration LASTS = Duration.ofSeconds(30);

  /** The name was made up for this one try: with it, each try would be told as news. */
  private static final Pattern ABOUT =
      Pattern.compile(
          "^Error creating: (pods? \"[^\"]*\" is (forbidden|invalid): )?",
          Pattern.CASE_INSENSITIVE);

  /** What was read, by the uids of Jobs, and when. */
  private record Read(Map<String, String> refusals, Instant at) {

    boolean isRecent(Instant now) {
      return !now.isBefore(at) && now.isBefore(at.plus(LASTS));
    }
  }

  private final Map<String, Read> namespaces = new ConcurrentHashMap<>();

  /**
   * The Job controller's words.
   *
   * @return empty when there are none, or when they cannot be read
   */
  public Optional<String> of(Job job, ResourceReader reader, Instant now) {
    namespaces.values().removeIf(read -> !read.isRecent(now));
    String namespace = job.getMetadata().getNamespace();
    Read read = namespaces.get(namespace);
    if (read == null) {
      List<Event> events =
          reader.events(namespace, "Job", "FailedCreate").value().orElse(List.of());
      read = new Read(latest(events), now);
      namespaces.put(namespace, read);
    }
    return Optional.ofNullable(read.refusals().get(job.getMetadata().getUid()));
  }

  private static Map<String, String> latest(List<Event> events) {
    Map<String, String> latest = new HashMap<>();
    events.stream()
        .sorted(Comparator.comparing(PodRefusals::time))
        .forEach(event ->
            latest.put(
                Objects.requireNonNullElse(event.getInvolvedObject().getUid(), ""),
                ABOUT
                    .matcher(Objects.requireNonNullElse(event.getMessage(), ""))
                    .replaceFirst("")));
    latest.values().removeIf(String::isBlank);
    return Map.copyOf(latest);
  }

  private static String time(Event event) {
    return Objects.requireNonNullElse(event.getLastTimestamp(), "");
  }
}
