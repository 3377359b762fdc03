package io.phasegate.reconciler.dgdr.job;

import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.reconciler.dgdr.resource.Trees;
import java.util.ArrayList;
import java.util.List;

/**
 * A user who keeps the service account's token away from his profiler must not keep it away from
 * the sidecar, which could not publish anything: then the sidecar alone gets one (6.5).
 */
final class TokenForCopier {

  private static final String VOLUME = "output-copier-kube-api-access";
  private static final String PLACE = "/var/run/secrets/kubernetes.io/serviceaccount";
  private static final long AN_HOUR = 3600;

  private TokenForCopier() {}

  static JsonObject addIfNeeded(JsonObject jobSpec) {
    JsonObject template = jobSpec.objectAt("template").orElseThrow();
    JsonObject pod = template.objectAt("spec").orElseThrow();
    if (pod.get("automountServiceAccountToken").filter(Json.Bool.FALSE::equals).isEmpty()) {
      return jobSpec;
    }
    List<Json> containers = new ArrayList<>(items(pod, "containers"));
    for (int i = 0; i < containers.size(); i++) {
      JsonObject container = containers.get(i).asObject().orElseThrow();
      if (container.textAt("name").filter(CopierContainer.NAME::equals).isPresent()) {
        JsonArray mounts =
            with(items(container, "volumeMounts"), Trees.of(JobVolumes.readOnly(VOLUME, PLACE)));
        containers.set(i, container.with("volumeMounts", mounts));
      }
    }
    return jobSpec.with(
        "template",
        template.with(
            "spec",
            pod.with("containers", JsonArray.of(containers))
                .with("volumes", with(items(pod, "volumes"), Trees.of(volume())))));
  }

  private static Volume volume() {
    return new VolumeBuilder()
        .withName(VOLUME)
        .withNewProjected()
        .addNewSource()
        .withNewServiceAccountToken(null, AN_HOUR, "token")
        .endSource()
        .addNewSource()
        .withNewConfigMap()
        .withName("kube-root-ca.crt")
        .addNewItem("ca.crt", null, "ca.crt")
        .endConfigMap()
        .endSource()
        .addNewSource()
        .withNewDownwardAPI()
        .addNewItem()
        .withPath("namespace")
        .withNewFieldRef("v1", "metadata.namespace")
        .endItem()
        .endDownwardAPI()
        .endSource()
        .endProjected()
        .build();
  }

  private static List<Json> items(JsonObject object, String key) {
    return object.get(key).flatMap(Json::asArray).map(JsonArray::items).orElse(List.of());
  }

  private static JsonArray with(List<Json> items, Json more) {
    List<Json> all = new ArrayList<>(items);
    all.add(more);
    return JsonArray.of(all);
  }
}
