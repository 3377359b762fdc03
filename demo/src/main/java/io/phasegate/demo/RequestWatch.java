package io.phasegate.demo;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.phasegate.reconciler.adapter.ClusterClient;
import io.phasegate.reconciler.dgdr.resource.DynamoGraphDeploymentRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches requests as {@code kubectl get -w} does: what is written is seen, however short. */
final class RequestWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RequestWatch.class);

  /** A request in a state. */
  record Sighting(Request request, RequestState state) {}

  private final BlockingQueue<Sighting> sightings = new LinkedBlockingQueue<>();
  private final List<Watch> watches = new ArrayList<>();
  private final KubernetesClient client;

  private RequestWatch(KubernetesClient client) {
    this.client = client;
  }

  /** Begins to watch; the first sightings are of how the requests are now. */
  static RequestWatch on(Path kubeconfig, List<Request> requests) {
    var watch = new RequestWatch(ClusterClient.create(Optional.of(kubeconfig)));
    requests.forEach(watch::begin);
    return watch;
  }

  private void begin(Request request) {
    watches.add(
        client
            .resources(DynamoGraphDeploymentRequest.class)
            .inNamespace(request.namespace())
            .withName(request.name())
            .watch(
                new Watcher<>() {
                  @Override
                  public void eventReceived(Action action, DynamoGraphDeploymentRequest seen) {
                    sightings.add(new Sighting(request, RequestState.of(seen.getStatus())));
                  }

                  @Override
                  public void onClose(WatcherException cause) {
                    LOG.warn("{} is not watched any more: {}", request.name(), cause.getMessage());
                  }
                }));
  }

  /** What is seen next, if that is soon enough. */
  Optional<Sighting> next(Duration patience) throws InterruptedException {
    return Optional.ofNullable(sightings.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
  }

  @Override
  public void close() {
    watches.forEach(Watch::close);
    client.close();
  }
}
