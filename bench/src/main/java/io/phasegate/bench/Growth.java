package io.phasegate.bench;

import io.phasegate.conversion.json.Draft;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.JsonReader;
import io.phasegate.conversion.json.JsonWriter;
import io.phasegate.conversion.json.MalformedJson;
import io.phasegate.conversion.json.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Things that make an object larger, taken in turn. Each is small and of the sort that a cluster
 * puts there, so a large object has many keys and short strings, as real ones have.
 */
final class Growth {

  /**
   * A thing that is put into an object.
   *
   * @param path where: dotted, from the object's root
   * @param key under which key there; {@code []} stands for one more item of a list
   * @param json the thing itself; {@code %1$d} stands for its number
   */
  private record Piece(String path, String key, String json) {}

  private static final Piece MANAGED_FIELDS =
      new Piece(
          "metadata.managedFields",
          "[]",
          """
          {"manager":"team-%1$d-pipeline","operation":"Apply","apiVersion":"nvidia.com/v1beta1",
           "time":"2026-11-21T09:%1$02d:00Z","fieldsType":"FieldsV1",
           "fieldsV1":{"f:metadata":{"f:labels":{"f:example.com/owner-%1$d":{}}},
            "f:spec":{"f:model":{},"f:backend":{},"f:workload":{"f:isl":{},"f:osl":{}}}}}
          """);

  private static final Piece NOTE =
      new Piece(
          "metadata.annotations",
          "example.com/note-%1$d",
          "\"reviewed by team %1$d, see ticket OPS-%1$d\"");

  private static final Piece CONDITION =
      new Piece(
          "status.conditions",
          "[]",
          """
          {"type":"Check%1$d","status":"True","observedGeneration":%1$d,
           "lastTransitionTime":"2026-11-21T10:%1$02d:00Z","reason":"AsExpected",
           "message":"check %1$d passed: \\"all\\" replicas answer within their target"}
          """);

  private static final String SERVICE =
      """
      {"replicas":%1$d,"componentType":"worker","dynamoNamespace":"serving",
       "envFromSecret":"proxy-settings",
       "resources":{"requests":{"cpu":"4","memory":"16Gi"},"limits":{"gpu":"1"}},
       "extraPodSpec":{"mainContainer":{"image":"registry.example.com/dynamo/worker:1.0.%1$d",
        "args":["--max-model-len","16384","--gpu-memory-utilization","0.9"],
        "env":[{"name":"LOG_LEVEL","value":"info"},{"name":"SHARD","value":"%1$d"}]}}}
      """;

  private static final Piece BLOB =
      new Piece(
          "spec.profilingConfig.config.sweep",
          "round%1$d",
          """
          {"granularity":%1$d,"tolerance":0.05,"batchSizes":[1,2,4,8,16,32],"system":"h200_sxm",
           "note":"measured on the reserved pool, not shared","enabled":true}
          """);

  private static final Piece DEPLOYMENT_LABEL =
      new Piece("spec.deploymentOverrides.labels", "example.com/cost-%1$d", "\"centre-%1$d\"");

  private static final Piece DGD_SERVICE =
      new Piece("spec.overrides.dgd.spec.services", "Worker%1$d", SERVICE);

  private static final Piece JOB_CONTAINER =
      new Piece(
          "spec.overrides.profilingJob.template.spec.initContainers",
          "[]",
          """
          {"name":"fetch-%1$d","image":"registry.example.com/tools/fetch:2.%1$d",
           "args":["--from","models/part-%1$d","--to","/scratch"],
           "resources":{"requests":{"cpu":"500m","memory":"1Gi"}},
           "volumeMounts":[{"name":"scratch","mountPath":"/scratch"}]}
          """);

  /** What both versions hold, as v1alpha1 spells it. */
  static final Growth SHARED =
      new Growth(
          List.of(
              MANAGED_FIELDS,
              CONDITION,
              new Piece("status.generatedDeployment.spec.services", "Worker%1$d", SERVICE),
              NOTE));

  /** Half of it only v1alpha1 can hold. */
  static final Growth SPOKE_ONLY =
      new Growth(List.of(BLOB, MANAGED_FIELDS, DEPLOYMENT_LABEL, CONDITION, BLOB, NOTE));

  /** Half of it only v1beta1 can hold. */
  static final Growth HUB_ONLY =
      new Growth(List.of(DGD_SERVICE, MANAGED_FIELDS, JOB_CONTAINER, CONDITION, NOTE));

  private final List<Piece> pieces;

  private Growth(List<Piece> pieces) {
    this.pieces = pieces;
  }

  /** The object with as many pieces as it takes to be of a size, in bytes of compact JSON. */
  JsonObject grow(JsonObject object, int size) {
    JsonObject grown = object;
    for (int i = 1; JsonWriter.bytes(grown).length < size; i++) {
      grown = add(grown, pieces.get(i % pieces.size()), i);
    }
    return grown;
  }

  private static JsonObject add(JsonObject object, Piece piece, int number) {
    var draft = Draft.of(object);
    Json json = read(piece.json.formatted(number));
    Path path = Path.of(piece.path);
    if (piece.key.equals("[]")) {
      List<Json> items = new ArrayList<>();
      Optional<JsonArray> there = draft.get(path).flatMap(Json::asArray);
      there.ifPresent(array -> items.addAll(array.items()));
      items.add(json);
      draft.put(path, JsonArray.of(items));
    } else {
      draft.put(path.key(piece.key.formatted(number)), json);
    }
    return draft.freeze();
  }

  private static Json read(String json) {
    try {
      return JsonReader.read(json);
    } catch (MalformedJson e) {
      throw new IllegalStateException(e);
    }
  }
}
