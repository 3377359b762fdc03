package io.phasegate.reconciler.adapter;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.phasegate.reconciler.engine.event.EventCorrelator.Decision;
import io.phasegate.reconciler.engine.event.Notice;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Writes core/v1 events (spec/engine.md 9.6). */
final class ClusterEventWriter implements EventWriter {

  /** The answers that mean "later". */
  private static final Set<Integer> LATER = Set.of(429, 503, 504);

  /** In characters; 253 are a name's limit, and 17 are for the hash. */
  private static final int LONGEST_START = 200;

  private final KubernetesClient client;
  private final String source;

  /**
   * A writer.
   *
   * @param source who tells, for instance {@code phasegate-artifact}
   */
  ClusterEventWriter(KubernetesClient client, String source) {
    this.client = client;
    this.source = source;
  }

  @Override
  public Answer write(ObjectReference about, Decision decision, Instant at) {
    try {
      switch (decision) {
        case Decision.Create(var notice, var key) -> create(about, notice, name(about, key), at);
        case Decision.Count(var notice, var key, _, _) ->
            count(about, notice, name(about, key), at);
        case Decision.Drop _ -> {}
      }
      return new Answer.Done();
    } catch (RuntimeException e) {
      return answer(e);
    }
  }

  private static Answer answer(RuntimeException e) {
    int code = ClientErrors.code(e);
    String why = ClientErrors.CLASSIFIER.classify(e).text();
    if (code == 0 || LATER.contains(code)) {
      return new Answer.Away(why);
    }
    boolean namespaceGoes =
        code == HttpURLConnection.HTTP_NOT_FOUND
            || (code == HttpURLConnection.HTTP_FORBIDDEN && why.contains("being terminated"));
    return namespaceGoes ? new Answer.Unwanted() : new Answer.Refused(why);
  }

  /** The same event has the same name again after a restart of ours, and counts on. */
  private static String name(ObjectReference about, String key) {
    UUID hash = UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8));
    String hex = hash.toString().replace("-", "").substring(0, 16);
    return start(about.getName()) + "." + hex;
  }

  /**
   * As much of a name as an event's has room for. What is before a dot must end in a letter or a
   * digit, wherever it was cut; the hash behind it tells events apart.
   */
  private static String start(String name) {
    return name.length() <= LONGEST_START
        ? name
        : name.substring(0, LONGEST_START).replaceFirst("[-.]+$", "");
  }

  private static String namespace(ObjectReference about) {
    return Objects.requireNonNullElse(about.getNamespace(), "default");
  }

  private void create(ObjectReference about, Notice notice, String name, Instant at) {
    Event event = event(about, notice, name, at);
    try {
      FreshServer.insist(
          client,
          () -> client.v1().events().inNamespace(namespace(about)).resource(event).create());
    } catch (RuntimeException e) {
      if (ClientErrors.code(e) != HttpURLConnection.HTTP_CONFLICT) {
        throw e;
      }
      // Told long ago, before we were started, or by a call whose answer got lost.
      live(about, name).ifPresent(there -> countUp(about, there, at));
    }
  }

  private Event event(ObjectReference about, Notice notice, String name, Instant at) {
    String time = at.truncatedTo(ChronoUnit.SECONDS).toString();
    return new EventBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(namespace(about))
        .endMetadata()
        .withType(notice.severity().word())
        .withReason(notice.reason())
        .withMessage(notice.message())
        .withCount(1)
        .withFirstTimestamp(time)
        .withLastTimestamp(time)
        .withNewSource()
        .withComponent(source)
        .endSource()
        .withReportingComponent(source)
        .withInvolvedObject(about)
        .build();
  }

  private void count(ObjectReference about, Notice notice, String name, Instant at) {
    Optional<Event> there = live(about, name);
    if (there.isPresent()) {
      countUp(about, there.get(), at);
    } else {
      create(about, notice, name, at);
    }
  }

  private Optional<Event> live(ObjectReference about, String name) {
    return Optional.ofNullable(
        FreshServer.insist(
            client, () -> client.v1().events().inNamespace(namespace(about)).withName(name).get()));
  }

  /** From what is there, and not from what we remember: we may have been started since. */
  private void countUp(ObjectReference about, Event there, Instant at) {
    int count = Objects.requireNonNullElse(there.getCount(), 1) + 1;
    String last = at.truncatedTo(ChronoUnit.SECONDS).toString();
    String patch =
        client.getKubernetesSerialization().asJson(Map.of("count", count, "lastTimestamp", last));
    FreshServer.insist(
        client,
        () ->
            client
                .v1()
                .events()
                .inNamespace(namespace(about))
                .withName(there.getMetadata().getName())
                .patch(PatchContext.of(PatchType.JSON_MERGE), patch));
  }
}
