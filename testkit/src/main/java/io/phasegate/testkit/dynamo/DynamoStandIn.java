package io.phasegate.testkit.dynamo;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.testkit.cluster.ApiClient;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Plays Dynamo on an API server where nothing of it runs: publishes a result for each profiling
 * Job, and lets each DynamoGraphDeployment become {@code successful} by way of {@code pending}.
 * Whatever a test has written itself is left as it is.
 *
 * <p>A Job whose Pods carry {@link ProfilerStages#PROFILER} gets no result: its test writes it, or
 * wants none. Where nobody else ends Jobs, one that is told to fail does so here, with a Pod.
 */
public final class DynamoStandIn implements AutoCloseable {

  /** Whether something else ends the Jobs. */
  public enum Jobs {
    /** kube-controller-manager and a kubelet, or kwok, do that. */
    END_BY_THEMSELVES,
    /** Nobody does, so the stand-in writes their status as well. */
    ARE_ENDED
  }

  /** From the API server's cache: asking often must not be what is measured. */
  private static final String JOBS =
      "/apis/batch/v1/jobs?resourceVersion=0&labelSelector=app=dynamo-profiler";

  private static final String UNFINISHED = "&fieldSelector=status.successful!=1";

  private static final String DEPLOYMENTS =
      "/apis/nvidia.com/v1alpha1/dynamographdeployments?resourceVersion=0"
          + "&fieldSelector=status.state!=successful";

  private static final String JOB = "/apis/batch/v1/namespaces/%s/jobs/%s";
  private static final String POD = "/api/v1/namespaces/%s/pods/%s";
  private static final String DEPLOYMENT =
      "/apis/nvidia.com/v1alpha1/namespaces/%s/dynamographdeployments/%s";

  private final ApiClient api;
  private final Jobs jobs;
  private final InstantSource time;
  private final List<String> steps;
  private final Map<String, Integer> told = new HashMap<>();
  private final Set<String> ended = new HashSet<>();
  private final Rounds rounds;

  private DynamoStandIn(
      ApiClient api, Jobs jobs, List<String> steps, Duration pace, InstantSource time) {
    this.api = api.withUserAgent("dynamo-stand-in");
    this.jobs = jobs;
    this.steps = List.copyOf(steps);
    this.time = time;
    this.rounds = Rounds.start("dynamo-stand-in", pace, this::look);
  }

  /**
   * Begins to play.
   *
   * @param api as somebody who may do all of that
   * @param pace between two looks at the API server
   */
  public static DynamoStandIn start(ApiClient api, Jobs jobs, Duration pace, InstantSource time) {
    return start(api, jobs, List.of(), pace, time);
  }

  /**
   * Begins to play, with a profiler that tells what it is at.
   *
   * @param steps the sub-phases that it goes through before its result, one at each look
   */
  public static DynamoStandIn start(
      ApiClient api, Jobs jobs, List<String> steps, Duration pace, InstantSource time) {
    return new DynamoStandIn(api, jobs, steps, pace, time);
  }

  private void look() throws IOException {
    // A Job that ends by itself may have ended before it was seen.
    for (JsonObject job : items(jobs == Jobs.ARE_ENDED ? JOBS + UNFINISHED : JOBS)) {
      play(new PlayedJob(job));
    }
    for (JsonObject deployment : items(DEPLOYMENTS)) {
      rollOut(deployment);
    }
  }

  /** None where a kind is not there yet. */
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

  private void play(PlayedJob job) throws IOException {
    if (ended.contains(job.uid())) {
      return;
    }
    if (job.order().isEmpty()) {
      profile(job);
    } else if (job.order().equals(ProfilerStages.FAILS) && jobs == Jobs.ARE_ENDED) {
      fail(job);
    }
  }

  private void profile(PlayedJob job) throws IOException {
    int step = told.getOrDefault(job.uid(), 0);
    boolean last = step == steps.size();
    if (!publish(job, last ? job.result() : job.progress(steps.get(step)), step > 0)) {
      return;
    }
    told.put(job.uid(), step + 1);
    if (last) {
      if (jobs == Jobs.ARE_ENDED) {
        patchStatus(JOB, job.job(), job.succeeded(time.instant()));
      }
      ended.add(job.uid());
    }
  }

  /** False when one is there that may belong to an earlier request, and be on its way out. */
  private boolean publish(PlayedJob job, JsonObject output, boolean again) throws IOException {
    String all = "/api/v1/namespaces/%s/configmaps".formatted(job.namespace());
    if (again) {
      String one = all + "/" + output.textAt("metadata.name").orElseThrow();
      api.patch(one, ApiClient.MERGE_PATCH, output.toString()).orThrow();
      return true;
    }
    var answer = api.create(all, output);
    if (answer.status() == 409) {
      return false;
    }
    answer.orThrow();
    return true;
  }

  private void fail(PlayedJob job) throws IOException {
    JsonObject pod = job.failedPod(time.instant());
    api.create("/api/v1/namespaces/%s/pods".formatted(job.namespace()), pod);
    patchStatus(POD, pod, pod);
    patchStatus(JOB, job.job(), job.failed(time.instant()));
    ended.add(job.uid());
  }

  private void rollOut(JsonObject deployment) throws IOException {
    String next =
        switch (deployment.textAt("status.state").orElse("")) {
          case "" -> "pending";
          case "pending" -> "successful";
          default -> "";
        };
    if (!next.isEmpty()) {
      patchStatus(DEPLOYMENT, deployment, status(deployment, next));
    }
  }

  private static JsonObject status(JsonObject deployment, String state) {
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
        "status", JsonObject.of("state", Json.text(state)).with("services", services));
  }

  /** Patches the status of what may be gone by now. */
  private void patchStatus(String path, JsonObject object, JsonObject status) throws IOException {
    String url =
        path.formatted(
            object.textAt("metadata.namespace").orElse(""),
            object.textAt("metadata.name").orElse(""));
    JsonObject patch = JsonObject.of("status", status.objectAt("status").orElseThrow());
    var answer = api.patch(url + "/status", ApiClient.MERGE_PATCH, patch.toString());
    if (answer.status() != 404) {
      answer.orThrow();
    }
  }

  /** Stops playing, and waits for what is being said. */
  @Override
  public void close() {
    rounds.close();
  }
}
