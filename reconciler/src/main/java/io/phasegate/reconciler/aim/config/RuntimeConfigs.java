package io.phasegate.reconciler.aim.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.phasegate.reconciler.aim.resource.AimArtifact;
import io.phasegate.reconciler.aim.resource.AimClusterRuntimeConfig;
import io.phasegate.reconciler.aim.resource.AimRuntimeConfig;
import io.phasegate.reconciler.engine.config.ConfigMerge;
import io.phasegate.reconciler.engine.config.SharedConfig;
import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.fetch.FetchResult;
import io.phasegate.reconciler.engine.fetch.ResourceReader;
import io.phasegate.reconciler.engine.policy.Profile;
import io.phasegate.reconciler.engine.resource.ResourceRef;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Finds and merges the configs of an artifact. */
public final class RuntimeConfigs {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The one variable that holds an object, which is merged as such. */
  private static final String ENGINE_ARGS = "AIM_ENGINE_ARGS";

  private static final List<String> MOVED =
      List.of("defaultStorageClassName", "pvcHeadroomPercent");

  private RuntimeConfigs() {}

  /** The name that an artifact asks for; {@code default} when it says nothing. */
  public static String nameFor(AimArtifact artifact) {
    String name = artifact.getSpec().runtimeConfigName();
    return name.isEmpty() ? SharedConfig.DEFAULT : name;
  }

  /** True when an artifact means this config, of its namespace or of the cluster. */
  public static boolean isMeant(AimArtifact artifact, HasMetadata config) {
    String place = Objects.requireNonNullElse(config.getMetadata().getNamespace(), "");
    return nameFor(artifact).equals(config.getMetadata().getName())
        && (place.isEmpty() || place.equals(artifact.getMetadata().getNamespace()));
  }

  /**
   * What applies to an artifact.
   *
   * @param clusterToo whether configs of the cluster may be read
   * @return skipped when there is no default one; absent when one was named and does not exist;
   *     failed, as a wrong spec, when nothing can be made of what one of the two says
   */
  public static FetchResult<RuntimeConfig> resolve(
      ResourceReader reader, AimArtifact artifact, boolean clusterToo) {
    String namespace = artifact.getMetadata().getNamespace();
    String name = nameFor(artifact);
    return SharedConfig.resolve(
        ResourceRef.of(AimRuntimeConfig.class, namespace, name),
        () ->
            reader
                .get(AimRuntimeConfig.class, namespace, name)
                .then(found -> read(found, found.getSpec())),
        () ->
            clusterToo
                ? reader
                    .get(AimClusterRuntimeConfig.class, "", name)
                    .then(found -> read(found, found.getSpec()))
                : FetchResult.skipped("the reconciler has no right in the whole cluster"),
        RuntimeConfigs::merged);
  }

  /** Each is looked at by itself, so that its author is told which of the two is meant. */
  private static FetchResult<RuntimeConfig> read(HasMetadata config, ObjectNode spec) {
    RuntimeConfig read = migrated(spec);
    ResourceRef ref = ResourceRef.of(config);
    return read.env()
        .mistake()
        .map(mistake ->
            FetchResult.<RuntimeConfig>failed(
                ref, CategorizedError.invalidSpec("InvalidConfig", ref + ": " + mistake)))
        .orElseGet(() -> FetchResult.found(read));
  }

  /** False while a config cannot be read or is gone: nobody knows what holds then. */
  public static boolean areKnown(FetchResult<RuntimeConfig> config) {
    return config instanceof FetchResult.Found<RuntimeConfig>
        || config instanceof FetchResult.Skipped<RuntimeConfig>;
  }

  /** Moves the two deprecated fields to where they belong, unless something is there. */
  static RuntimeConfig migrated(ObjectNode spec) {
    ObjectNode copy = spec.deepCopy();
    for (String field : MOVED) {
      JsonNode value = copy.remove(field);
      if (value != null && !copy.path("storage").has(field)) {
        copy.withObjectProperty("storage").set(field, value);
      }
    }
    return new RuntimeConfig(copy);
  }

  /** The namespace's config over the cluster's; an explicit false or 0 counts (D-19). */
  static RuntimeConfig merged(RuntimeConfig near, RuntimeConfig far) {
    var merge = new ConfigMerge(Set.of("env"), Profile.standard());
    ObjectNode result = merge.merge(near.spec(), far.spec());
    Optional<ObjectNode> upper = engineArgs(near.spec()).flatMap(RuntimeConfigs::arguments);
    Optional<ObjectNode> lower = engineArgs(far.spec()).flatMap(RuntimeConfigs::arguments);
    if (upper.isPresent() && lower.isPresent()) {
      String both = merge.merge(upper.get(), lower.get()).toString();
      engineArgs(result).ifPresent(entry -> entry.put("value", both));
    }
    return new RuntimeConfig(result);
  }

  private static Optional<ObjectNode> engineArgs(ObjectNode spec) {
    if (spec.path("env") instanceof ArrayNode all) {
      for (JsonNode each : all) {
        if (each instanceof ObjectNode entry && entry.path("name").asText().equals(ENGINE_ARGS)) {
          return Optional.of(entry);
        }
      }
    }
    return Optional.empty();
  }

  /** The object in the text; nothing where it is none: then the namespace's text counts. */
  private static Optional<ObjectNode> arguments(ObjectNode entry) {
    try {
      return JSON.readTree(entry.path("value").asText("")) instanceof ObjectNode object
          ? Optional.of(object)
          : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
