package io.phasegate.reconciler.adapter;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.phasegate.reconciler.engine.health.Inspection;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at logs and events; what cannot be seen is nothing. */
final class LogsAndEvents implements Inspection {

  private static final Logger LOG = LoggerFactory.getLogger(LogsAndEvents.class);

  private final KubernetesClient client;

  LogsAndEvents(KubernetesClient client) {
    this.client = client;
  }

  @Override
  public List<String> tailLog(Pod pod, String container, int lines, boolean previous) {
    try {
      return PodLog.tail(client, pod, container, lines, previous);
    } catch (RuntimeException e) {
      LOG.debug("no log of {} of {}", container, pod.getMetadata().getName(), e);
      return List.of();
    }
  }

  @Override
  public List<Event> eventsFor(HasMetadata object) {
    try {
      return client
          .v1()
          .events()
          .inNamespace(object.getMetadata().getNamespace())
          .withFields(
              Map.of(
                  "involvedObject.name", object.getMetadata().getName(),
                  "involvedObject.uid", object.getMetadata().getUid()))
          .list()
          .getItems();
    } catch (RuntimeException e) {
      LOG.debug("no events about {}", object.getMetadata().getName(), e);
      return List.of();
    }
  }
}
