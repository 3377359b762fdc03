package io.phasegate.testkit.dynamo;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.yaml.MalformedYaml;
import io.phasegate.conversion.yaml.YamlReader;
import io.phasegate.testkit.cluster.ApiClient;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plays Dynamo on an API server where nothing of it runs: publishes a result for each profiling
 * Job, and lets each DynamoGraphDeployment become {@code successful} by way of {@code pending}.
 * Whatever a test has written itself is left as it is.
 *
 * <p>A Job whose Pods carry {@link ProfilerStages#PROFILER} gets no result: its test writes it, or
 * wants none.
 */
public final class DynamoStandIn implements AutoCloseable {

  /** Whether something else ends the Jobs. */
  public enum Jobs {
    /** kube-controller-manager and a kubelet, or kwok, do that. */
    END_BY_THEMSELVES,
    /** Nobody does, so the stand-in writes their status as well. */
    ARE_ENDED
  }

  private static final Logger LOG = LoggerFactory.getLogger(DynamoStandIn.class);

  /** From the API server's cache: asking often must not be what is measured. */
  private static final String JOBS =
      "/apis/batch/v1/jobs?resourceVersion=0&labelSelector=app=dynamo-profiler";

  private static final String UNFINISHED = "&fieldSelector=status.successful=0";

  private static final String DEPLOYMENTS =
      "/apis/nvidia.com/v1alpha1/dynamographdeployments?resourceVersion=0"
          + "&fieldSelector=status.state!=successful";

  private final ApiClient api;
  private final Jobs jobs;
  private final Duration pace;
  private final InstantSource time;
  private final String output = DynamoResource.read("output.yaml");
  private final Set<String> published = new HashSet<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread player = Thread.ofVirtual().name("dynamo-stand-in").unstarted(this::play);

  private DynamoStandIn(ApiClient api, Jobs jobs, Duration pace, InstantSource time) {
    this.api = api.withUserAgent("dynamo-stand-in");
    this.jobs = jobs;
    this.pace = pace;
    this.time = time;
  }

  /**
   * Begins to play.
   *
   * @param api as somebody who may do all of that
   * @param pace between two looks at the API server
   */
  public static DynamoStandIn start(ApiClient api, Jobs jobs, Duration pace, InstantSource time) {
    var standIn = new DynamoStandIn(api, jobs, pace, time);
    standIn.player.start();
    return standIn;
  }

  private void play() {
    try {
      do {
        look();
      } while (!closing.await(pace.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** An API server that is away, or a kind that is not there yet, is asked again later. */
  private void look() {
    try {
      // A Job that ends by itself may have ended before it was seen.
      for (JsonObject job : items(jobs == Jobs.ARE_ENDED ? JOBS + UNFINISHED : JOBS)) {
        profile(job);
      }
      for (JsonObject deployment : items(DEPLOYMENTS)) {
        rollOut(deployment);
      }
    } catch (IOException e) {
      LOG.debug("the API server was not to be had", e);
    }
  }

  private List<JsonObject> items(String path) throws IOException {
    var answer = api.get(path);
    return answer.status() == 404
        ? List.of()
        : answer
            .orThrow()
            .json()
            .get("items")
            .flatMap(Json::asArray)
            .orElse(JsonArray.empty())
            .items()
            .stream()
            .flatMap(item -> item.asObject().stream())
            .toList();
  }

  private void profile(JsonObject job) throws IOException {
    String uid = job.textAt("metadata.uid").orElse("");
    boolean hasOrders =
        job.objectAt("spec.template.metadata.annotations")
            .filter(annotations -> annotations.has(ProfilerStages.PROFILER))
            .isPresent();
    if (hasOrders || published.contains(uid)) {
      return;
    }
    String namespace = job.textAt("metadata.namespace").orElse("");
    var answer = api.create("/api/v1/namespaces/%s/configmaps".formatted(namespace), result(job));
    // A result that is there already may belong to an earlier request, and be on its way out.
    if (answer.status() == 409) {
      return;
    }
    answer.orThrow();
    if (jobs == Jobs.ARE_ENDED) {
      end(job);
    }
    published.add(uid);
  }

  private JsonObject result(JsonObject job) {
    String request =
        job.objectAt("metadata.labels").flatMap(labels -> labels.textAt("dgdr")).orElse("");
    String owner =
        job
            .at("metadata.ownerReferences")
            .flatMap(Json::asArray)
            .orElse(JsonArray.empty())
            .items()
            .stream()
            .flatMap(reference -> reference.asObject().stream())
            .flatMap(reference -> reference.textAt("uid").stream())
            .findFirst()
            .orElse("");
    return tree(
        output
            .replace("REQUEST", request)
            .replace("NAMESPACE", job.textAt("metadata.namespace").orElse(""))
            .replace("UID", owner));
  }

  /** Says of a Job what its controller would say in the end; the API server checks the times. */
  private void end(JsonObject job) throws IOException {
    String now = time.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    patchStatus(
        "/apis/batch/v1/namespaces/%s/jobs/%s",
        job,
        """
        {status: {startTime: '%1$s', completionTime: '%1$s', succeeded: 1, conditions: [
          {type: SuccessCriteriaMet, status: 'True', lastTransitionTime: '%1$s'},
          {type: Complete, status: 'True', lastTransitionTime: '%1$s'}]}}
        """
            .formatted(now));
  }

  private void rollOut(JsonObject deployment) throws IOException {
    String next =
        switch (deployment.textAt("status.state").orElse("")) {
          case "" -> "pending";
          case "pending" -> "successful";
          default -> "";
        };
    if (!next.isEmpty()) {
      patchStatus(
          "/apis/nvidia.com/v1alpha1/namespaces/%s/dynamographdeployments/%s",
          deployment, status(deployment, next));
    }
  }

  private static String status(JsonObject deployment, String state) {
    JsonObject services = JsonObject.empty();
    for (var service : deployment.objectAt("spec.services").orElse(JsonObject.empty()).entries()) {
      Json replicas =
          service
              .getValue()
              .asObject()
              .flatMap(each -> each.get("replicas"))
              .orElse(Json.Num.of(1));
      Json available = state.equals("successful") ? replicas : Json.Num.of(0);
      services =
          services.with(
              service.getKey(),
              JsonObject.of("replicas", replicas).with("availableReplicas", available));
    }
    return JsonObject.of(
            "status", JsonObject.of("state", Json.text(state)).with("services", services))
        .toString();
  }

  private void patchStatus(String path, JsonObject object, String yaml) throws IOException {
    String url =
        path.formatted(
            object.textAt("metadata.namespace").orElse(""),
            object.textAt("metadata.name").orElse(""));
    var answer = api.patch(url + "/status", ApiClient.MERGE_PATCH, tree(yaml).toString());
    if (answer.status() != 404) {
      answer.orThrow();
    }
  }

  private static JsonObject tree(String yaml) {
    try {
      return YamlReader.read(yaml).getFirst().value().asObject().orElseThrow();
    } catch (MalformedYaml e) {
      throw new IllegalStateException(e);
    }
  }

  /** Stops playing, and waits for what is being said. */
  @Override
  public void close() {
    closing.countDown();
    try {
      player.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
