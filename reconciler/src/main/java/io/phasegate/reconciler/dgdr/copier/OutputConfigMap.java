package io.phasegate.reconciler.dgdr.copier;

import static io.phasegate.reconciler.dgdr.output.ProfilerOutput.CANDIDATES;
import static io.phasegate.reconciler.dgdr.output.ProfilerOutput.ERROR;
import static io.phasegate.reconciler.dgdr.output.ProfilerOutput.FINAL_CONFIG;
import static io.phasegate.reconciler.dgdr.output.ProfilerOutput.MESSAGE;
import static io.phasegate.reconciler.dgdr.output.ProfilerOutput.PHASE;
import static io.phasegate.reconciler.dgdr.output.ProfilerOutput.RESULT;
import static io.phasegate.reconciler.dgdr.output.ProfilerOutput.STATUS_FILE;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.reconciler.dgdr.resource.DgdrNames;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The ConfigMap that the sidecar publishes: spec/dgdr.md 6.6 and 9.5. */
record OutputConfigMap(CopierOptions options) {

  /** What a ConfigMap can hold, less what its metadata may need. */
  static final int ROOM = (1 << 20) - (32 << 10);

  private static final int MESSAGE_LENGTH = 1000;

  /** Where manifests may be, the file of today first. */
  static final List<String> MANIFESTS =
      List.of(FINAL_CONFIG, "config_with_planner.yaml", "mocker_config_with_planner.yaml");

  /** The name, which follows from the request's. */
  String name() {
    return DgdrNames.output(options.requestName());
  }

  /** While the profiler works. */
  JsonObject running(JsonObject report) {
    return with(JsonObject.of(RESULT, Json.text("running")), report);
  }

  /** When the profiler has failed. */
  JsonObject failed(JsonObject report, String why) {
    JsonObject data =
        JsonObject.of(RESULT, Json.text("failed")).with(ERROR, Json.text(shorten(why)));
    return with(data, report);
  }

  /** When the profiler has ended well, or says so. */
  JsonObject succeeded(ResultFiles files, JsonObject report) {
    JsonObject data = JsonObject.of(RESULT, Json.text("success"));
    int room = ROOM;
    boolean any = false;
    for (String name : MANIFESTS) {
      switch (files.read(name, room)) {
        case ResultFiles.Content.Text(var text) -> {
          data = data.with(name, Json.text(text));
          room -= size(text);
          any = true;
        }
        case ResultFiles.Content.Unreadable(var why) -> {
          return failed(report, "the profiler ended well, but " + why);
        }
        case ResultFiles.Content.Absent _ -> {}
      }
    }
    if (!any) {
      return failed(report, "the profiler ended well, but wrote no " + FINAL_CONFIG);
    }
    // The report may be of any use to people; the candidates are for show. What does not fit, goes.
    for (String name : List.of(STATUS_FILE, CANDIDATES)) {
      if (room > 0 && files.read(name, room) instanceof ResultFiles.Content.Text(var text)) {
        data = data.with(name, Json.text(text));
        room -= size(text);
      }
    }
    return with(data, report);
  }

  private JsonObject with(JsonObject data, JsonObject report) {
    JsonObject all = data;
    for (String key : List.of(PHASE, MESSAGE)) {
      String text = report.textAt(key).orElse("");
      if (!text.isEmpty()) {
        all = all.with(key, Json.text(shorten(text)));
      }
    }
    return JsonObject.of("apiVersion", Json.text("v1"))
        .with("kind", Json.text("ConfigMap"))
        .with("metadata", metadata())
        .with("data", all);
  }

  private JsonObject metadata() {
    JsonObject labels = JsonObject.empty();
    for (var label : DgdrNames.labels(options.namespace(), options.requestName()).entrySet()) {
      labels = labels.with(label.getKey(), Json.text(label.getValue()));
    }
    JsonObject owner =
        JsonObject.of("apiVersion", Json.text("nvidia.com/v1beta1"))
            .with("kind", Json.text("DynamoGraphDeploymentRequest"))
            .with("name", Json.text(options.requestName()))
            .with("uid", Json.text(options.requestUid()))
            .with("controller", Json.Bool.TRUE);
    return JsonObject.of("name", Json.text(name()))
        .with("namespace", Json.text(options.namespace()))
        .with("labels", labels)
        .with("ownerReferences", JsonArray.of(List.of(owner)));
  }

  /** A character is three bytes at most here, pairs of surrogates four. */
  private static int size(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static String shorten(String text) {
    return text.length() <= MESSAGE_LENGTH ? text : text.substring(0, MESSAGE_LENGTH) + "…";
  }
}
