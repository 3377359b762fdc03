package io.phasegate.reconciler.adapter;

import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.phasegate.reconciler.engine.condition.ConditionMessage;
import io.phasegate.reconciler.engine.event.EventCorrelator;
import io.phasegate.reconciler.engine.event.EventCorrelator.Decision;
import io.phasegate.reconciler.engine.event.EventSink;
import io.phasegate.reconciler.engine.event.Notice;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells events to the API server (spec/engine.md 9.6): one after the other on a thread of its own,
 * from a queue that drops what does not fit. It neither blocks a pass nor fails one.
 */
public final class EventRecorder implements EventSink, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EventRecorder.class);
  private static final int WAITING = 1000;
  private static final int LONGEST_MESSAGE = 1024;

  private record Told(HasMetadata about, Notice notice, Instant at) {}

  private final BlockingQueue<Told> queue = new ArrayBlockingQueue<>(WAITING);
  private final EventCorrelator correlator = new EventCorrelator();
  private final KubernetesClient client;
  private final String source;
  private final InstantSource clock;
  private final Thread teller;

  /**
   * A recorder that has begun to work.
   *
   * @param source who tells, for instance {@code phasegate-artifact}
   */
  public EventRecorder(KubernetesClient client, String source, InstantSource clock) {
    this.client = client;
    this.source = source;
    this.clock = clock;
    this.teller = Thread.ofVirtual().name("events-" + source).start(this::work);
  }

  @Override
  public void emit(HasMetadata about, Notice notice) {
    if (!queue.offer(new Told(about, notice, clock.instant()))) {
      LOG.warn("an event was dropped, {} others are waiting: {}", WAITING, notice);
    }
  }

  private void work() {
    try {
      while (true) {
        tell(queue.take());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell(Told told) {
    String uid = Objects.requireNonNullElse(told.about().getMetadata().getUid(), "");
    try {
      switch (correlator.next(uid, told.notice(), told.at())) {
        case Decision.Create(var notice, var key) -> create(told, notice, name(told, key));
        case Decision.Count(var notice, var key, var count, _) ->
            count(told, notice, name(told, key), count);
        case Decision.Drop _ -> {}
      }
    } catch (RuntimeException e) {
      // Also where the namespace is going away. Conditions are the truth, events only tell of it.
      LOG.debug("an event could not be told", e);
    }
  }

  /** The same event has the same name again after a restart of ours, and counts on. */
  private static String name(Told told, String key) {
    UUID hash = UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8));
    String hex = hash.toString().replace("-", "").substring(0, 16);
    String object = told.about().getMetadata().getName();
    return object.substring(0, Math.min(object.length(), 200)) + "." + hex;
  }

  private static String namespace(Told told) {
    return Objects.requireNonNullElse(told.about().getMetadata().getNamespace(), "default");
  }

  private void create(Told told, Notice notice, String name) {
    String time = told.at().truncatedTo(ChronoUnit.SECONDS).toString();
    var event =
        new EventBuilder()
            .withNewMetadata()
            .withName(name)
            .withNamespace(namespace(told))
            .endMetadata()
            .withType(notice.severity().word())
            .withReason(notice.reason())
            .withMessage(ConditionMessage.tidy(notice.message(), LONGEST_MESSAGE))
            .withCount(1)
            .withFirstTimestamp(time)
            .withLastTimestamp(time)
            .withNewSource()
            .withComponent(source)
            .endSource()
            .withReportingComponent(source)
            .withNewInvolvedObject()
            .withApiVersion(told.about().getApiVersion())
            .withKind(told.about().getKind())
            .withNamespace(told.about().getMetadata().getNamespace())
            .withName(told.about().getMetadata().getName())
            .withUid(told.about().getMetadata().getUid())
            .endInvolvedObject()
            .build();
    try {
      client.v1().events().inNamespace(namespace(told)).resource(event).create();
    } catch (RuntimeException e) {
      if (ClientErrors.code(e) != 409) {
        throw e;
      }
      LOG.debug("{} was told before we were started", name);
    }
  }

  private void count(Told told, Notice notice, String name, int count) {
    String patch =
        client
            .getKubernetesSerialization()
            .asJson(
                Map.of(
                    "count",
                    count,
                    "lastTimestamp",
                    told.at().truncatedTo(ChronoUnit.SECONDS).toString()));
    try {
      client
          .v1()
          .events()
          .inNamespace(namespace(told))
          .withName(name)
          .patch(PatchContext.of(PatchType.JSON_MERGE), patch);
    } catch (RuntimeException e) {
      if (ClientErrors.code(e) != 404) {
        throw e;
      }
      create(told, notice, name);
    }
  }

  /** Stops telling; what still waits is lost. */
  @Override
  public void close() {
    teller.interrupt();
  }
}
