package io.phasegate.manifests;

import static io.phasegate.manifests.Dgdr.all;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.testkit.cluster.ApiClient;
import java.io.IOException;
import java.time.Duration;
import org.awaitility.Awaitility;

/**
 * The version in which new writes are stored. The CRD is everybody's: who moves it moves it back.
 */
final class StorageVersion {

  private static final String CRD =
      "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/dynamographdeploymentrequests.nvidia.com";

  private StorageVersion() {}

  /** Moves it, and waits until the API server reads again. */
  static void set(ApiClient api, String version, String namespace) throws IOException {
    JsonObject crd = api.get(CRD).orThrow().json();
    int index = 0;
    var patch = new StringBuilder();
    for (Json item : crd.at("spec.versions").flatMap(Json::asArray).orElseThrow()) {
      boolean storage = item.asObject().orElseThrow().textAt("name").orElse("").equals(version);
      patch
          .append(patch.isEmpty() ? "" : ",")
          .append(
              "{\"op\":\"replace\",\"path\":\"/spec/versions/%d/storage\",\"value\":%s}"
                  .formatted(index, storage));
      index++;
    }
    api.patch(CRD, ApiClient.JSON_PATCH, "[" + patch + "]").orThrow();
    // The API server takes a changed CRD up within moments; until then it answers by the old one.
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> api.get(all(version, namespace) + "?limit=1").succeeded());
  }
}
