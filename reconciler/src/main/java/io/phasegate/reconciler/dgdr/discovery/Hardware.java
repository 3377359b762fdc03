package io.phasegate.reconciler.dgdr.discovery;

import io.fabric8.kubernetes.api.model.Node;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.reconciler.dgdr.resource.DynamoGraphDeploymentRequest;
import io.phasegate.reconciler.dgdr.settings.DgdrSettings.Discovery;
import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.error.ErrorCategory;
import io.phasegate.reconciler.engine.fetch.FetchResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The GPU facts of a request, completed (5.10). */
public sealed interface Hardware {

  /** The three facts of which one at least must be known; with all of them nobody looks further. */
  List<String> FACTS = List.of("gpuSku", "vramMb", "numGpusPerNode");

  /** What a user can always do. */
  String WRITE = "write spec.hardware.gpuSku, vramMb and numGpusPerNode";

  /**
   * Enough is known to profile.
   *
   * @param facts the whole of {@code spec.hardware}, for the profiler alone; never stored
   * @param explanation where each fact comes from, for a condition; empty when the user gave all
   */
  record Known(JsonObject facts, String explanation) implements Hardware {

    /** The request's spec with these facts in it. */
    public JsonObject in(JsonObject spec) {
      return facts.isEmpty() ? spec : spec.with("hardware", facts);
    }
  }

  /**
   * Nothing is known, and nobody could tell.
   *
   * @param why a sentence that says what to write
   */
  record Unknown(String why) implements Hardware {}

  /**
   * The nodes could not be listed, and without them nothing is known: try again.
   *
   * @param error the API server's answer; a missing right among them
   */
  record NotNow(CategorizedError error) implements Hardware {}

  /** True when nodes have to be looked at. */
  static boolean needsNodes(DynamoGraphDeploymentRequest request, JsonObject blob) {
    JsonObject given = given(request, blob, new ArrayList<>());
    return !FACTS.stream().allMatch(given::has);
  }

  /**
   * Completes the facts.
   *
   * @param blob the profiler settings that v1alpha1 kept; the empty object for none
   * @param nodes what listing them gave; skipped where we may not
   */
  static Hardware of(
      DynamoGraphDeploymentRequest request,
      JsonObject blob,
      FetchResult<List<Node>> nodes,
      Discovery discovery) {
    List<String> told = new ArrayList<>();
    JsonObject given = given(request, blob, told);
    if (FACTS.stream().allMatch(given::has)) {
      return new Known(given, sentence(told));
    }
    boolean partly = FACTS.stream().anyMatch(given::has);
    return switch (nodes) {
      case FetchResult.Found<List<Node>>(var list) ->
          NodeGpus.of(list, given.textAt("gpuSku").orElse(""))
              .map(gpus -> completed(given, gpus, discovery, told))
              .orElseGet(() ->
                  withoutNodes(
                      given,
                      partly,
                      told,
                      "no node tells of GPUs in its labels",
                      "have GPU feature discovery installed"));
      case FetchResult.Skipped<List<Node>>(var why) ->
          withoutNodes(given, partly, told, why, "have --gpu-discovery switched on");
      case FetchResult.Absent<List<Node>>(_, var error) ->
          withoutNodes(given, partly, told, error.message(), "have nodes installed");
      case FetchResult.Failed<List<Node>>(_, var error) ->
          partly
              ? withoutNodes(given, true, told, error.message(), "")
              : new NotNow(notListed(error));
    };
  }

  /** A missing right parks the request until somebody acts; anything else passes by itself. */
  private static CategorizedError notListed(CategorizedError error) {
    String cure =
        error.category() == ErrorCategory.AUTH
            ? "; " + WRITE + ", or have the right to list nodes granted"
            : "";
    return new CategorizedError(
        error.category(),
        error.reason(),
        "nodes could not be listed: " + error.message() + cure,
        error.notFound());
  }

  private static Hardware withoutNodes(
      JsonObject given, boolean partly, List<String> told, String why, String cure) {
    if (partly) {
      told.add("the rest is left to the profiler, because " + why);
      return new Known(given, sentence(told));
    }
    return new Unknown("GPU facts are unknown, because %s; %s, or %s".formatted(why, WRITE, cure));
  }

  private static Hardware completed(
      JsonObject given, NodeGpus gpus, Discovery discovery, List<String> told) {
    var best = gpus.best();
    List<String> found = new ArrayList<>();
    JsonObject facts = given;
    Optional<String> sku = GpuSku.of(best.product());
    if (!facts.has("gpuSku") && sku.isPresent()) {
      facts = facts.with("gpuSku", Json.text(sku.get()));
      found.add("gpuSku %s (%s)".formatted(sku.get(), best.product()));
    } else if (!facts.has("gpuSku")) {
      told.add(
          "the product \"%s\" has no gpuSku; write spec.hardware.gpuSku if the profiler needs one"
              .formatted(best.product()));
    }
    if (!facts.has("vramMb") && best.memory() > 0) {
      facts = facts.with("vramMb", Json.Num.of(best.memory()));
      found.add("vramMb " + best.memory());
    }
    if (!facts.has("numGpusPerNode")) {
      facts = facts.with("numGpusPerNode", Json.Num.of(best.count()));
      found.add("numGpusPerNode " + best.count());
    }
    if (!facts.has("totalGpus")) {
      long all = (long) best.count() * gpus.nodes();
      long planned = Math.min(all, discovery.mostGpus());
      facts = facts.with("totalGpus", Json.Num.of(planned));
      found.add("totalGpus " + planned);
      if (planned < all) {
        told.add(
            "of %d GPUs %d are planned with; write spec.hardware.totalGpus for more"
                .formatted(all, planned));
      }
      if (gpus.products().size() > 1) {
        told.add(
            "nodes have different GPUs (%s); write spec.hardware.gpuSku to choose"
                .formatted(String.join(", ", gpus.products())));
      }
    }
    List<String> all = new ArrayList<>();
    all.add(String.join(", ", found) + " from node " + best.node());
    all.addAll(told);
    return new Known(facts, sentence(all));
  }

  /** What the user has said: in spec.hardware, or in v1alpha1's settings. */
  private static JsonObject given(
      DynamoGraphDeploymentRequest request, JsonObject blob, List<String> told) {
    JsonObject facts = JsonObject.empty();
    for (var fact : request.getSpec().objectAt("hardware").orElse(JsonObject.empty()).entries()) {
      if (fact.getValue() != Json.Null.NULL) {
        facts = facts.with(fact.getKey(), fact.getValue());
      }
    }
    List<String> kept = new ArrayList<>();
    JsonObject legacy = legacy(blob.objectAt("hardware").orElse(JsonObject.empty()));
    for (var fact : legacy.entries()) {
      if (!facts.has(fact.getKey())) {
        facts = facts.with(fact.getKey(), fact.getValue());
        kept.add(fact.getKey() + " " + fact.getValue().asText().orElse("" + fact.getValue()));
      }
    }
    if (!kept.isEmpty()) {
      told.add(String.join(", ", kept) + " from profilingConfig.config.hardware");
    }
    return facts;
  }

  /** v1alpha1's words for the same facts (1.3). */
  private static JsonObject legacy(JsonObject blob) {
    JsonObject facts = JsonObject.empty();
    Optional<String> sku =
        Stream.of("system", "gpuModel")
            .flatMap(key -> blob.textAt(key).flatMap(GpuSku::of).stream())
            .findFirst();
    if (sku.isPresent()) {
      facts = facts.with("gpuSku", Json.text(sku.get()));
    }
    if (blob.get("gpuVramMib").orElse(Json.Null.NULL) instanceof Json.Num vram) {
      facts = facts.with("vramMb", vram);
    }
    if (blob.get("numGpusPerNode").orElse(Json.Null.NULL) instanceof Json.Num(var count)
        && count.matches("[0-9]{1,9}")) {
      facts = facts.with("numGpusPerNode", new Json.Num(count));
    }
    return facts;
  }

  private static String sentence(List<String> told) {
    return String.join("; ", told);
  }
}
