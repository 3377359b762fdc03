package io.phasegate.testkit.dynamo;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A profiling Job that a stand-in plays: what it says about itself, and what comes of it. */
record PlayedJob(JsonObject job) {

  String uid() {
    return job.textAt("metadata.uid").orElse("");
  }

  String name() {
    return job.textAt("metadata.name").orElse("");
  }

  String namespace() {
    return job.textAt("metadata.namespace").orElse("");
  }

  private String request() {
    return job.objectAt("metadata.labels").flatMap(labels -> labels.textAt("dgdr")).orElse("");
  }

  /** What {@link ProfilerStages#PROFILER} on its Pods asks for; empty when nothing does. */
  String order() {
    return annotation(ProfilerStages.PROFILER);
  }

  private String annotation(String key) {
    return job.objectAt("spec.template.metadata.annotations")
        .flatMap(annotations -> annotations.get(key))
        .flatMap(Json::asText)
        .orElse("");
  }

  private String owner() {
    return job
        .at("metadata.ownerReferences")
        .flatMap(Json::asArray)
        .orElse(JsonArray.empty())
        .items()
        .stream()
        .flatMap(reference -> reference.asObject().stream())
        .flatMap(reference -> reference.textAt("uid").stream())
        .findFirst()
        .orElse("");
  }

  /** The ConfigMap that the sidecar leaves when profiling is over. */
  JsonObject result() {
    return filledIn("output.yaml");
  }

  /** The same ConfigMap while the profiler is at one of its steps. */
  JsonObject progress(String step) {
    return result()
        .with(
            "data",
            JsonObject.of("phase", Json.text(step))
                .with("message", Json.text("the stand-in pretends to do " + step)));
  }

  /** What the Job's controller says in the end; the API server checks the times. */
  JsonObject succeeded(Instant now) {
    String time = seconds(now);
    return DynamoResource.tree(
        """
        {status: {startTime: '%1$s', completionTime: '%1$s', succeeded: 1, conditions: [
          {type: SuccessCriteriaMet, status: 'True', lastTransitionTime: '%1$s'},
          {type: Complete, status: 'True', lastTransitionTime: '%1$s'}]}}
        """
            .formatted(time));
  }

  /** The same of one whose only Pod has failed. */
  JsonObject failed(Instant now) {
    String time = seconds(now);
    return DynamoResource.tree(
        """
        {status: {startTime: '%1$s', failed: 1, conditions: [
          {type: FailureTarget, status: 'True', reason: BackoffLimitExceeded,
           message: the only Pod has failed, lastTransitionTime: '%1$s'},
          {type: Failed, status: 'True', reason: BackoffLimitExceeded,
           message: the only Pod has failed, lastTransitionTime: '%1$s'}]}}
        """
            .formatted(time));
  }

  /** The Pod of a profiler that fails, with the exit code and the last words that were ordered. */
  JsonObject failedPod(Instant now) {
    JsonObject terminated =
        JsonObject.of("exitCode", new Json.Num(exitCode()))
            .with("reason", Json.text("Error"))
            .with("message", Json.text(annotation(ProfilerStages.MESSAGE)))
            .with("finishedAt", Json.text(seconds(now)));
    JsonObject profiler =
        JsonObject.of("name", Json.text("profiler"))
            .with("state", JsonObject.of("terminated", terminated));
    return filledIn("failed-pod.yaml")
        .with(
            "status",
            JsonObject.of("phase", Json.text("Failed"))
                .with("containerStatuses", Json.array(profiler)));
  }

  private String exitCode() {
    String given = annotation(ProfilerStages.EXIT_CODE);
    return given.matches("[1-9][0-9]{0,2}") ? given : "1";
  }

  private static String seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private JsonObject filledIn(String file) {
    return DynamoResource.tree(
        DynamoResource.read(file)
            .replace("REQUEST", request())
            .replace("NAMESPACE", namespace())
            .replace("UID", owner()));
  }
}
