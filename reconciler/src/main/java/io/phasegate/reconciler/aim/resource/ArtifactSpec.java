package io.phasegate.reconciler.aim.resource;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import java.util.List;
import java.util.Objects;

/**
 * What is to be downloaded, and how; the CRD describes the fields. A text that is absent is empty.
 *
 * @param size a quantity as it was written; one that is none must not keep the object from being
 *     read
 * @param env as it was written, for the same reason: {@link Env} reads it
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ArtifactSpec(
    String sourceUri,
    String modelId,
    String size,
    String storageClassName,
    List<ObjectNode> env,
    String modelDownloadImage,
    List<LocalObjectReference> imagePullSecrets,
    String runtimeConfigName) {

  static final ArtifactSpec EMPTY = new ArtifactSpec("", "", "", "", List.of(), "", List.of(), "");

  /** Jackson passes null for what is absent. */
  public ArtifactSpec {
    sourceUri = Objects.requireNonNullElse(sourceUri, "");
    modelId = Objects.requireNonNullElse(modelId, "");
    size = Objects.requireNonNullElse(size, "");
    storageClassName = Objects.requireNonNullElse(storageClassName, "");
    env = List.copyOf(Objects.requireNonNullElse(env, List.of()));
    modelDownloadImage = Objects.requireNonNullElse(modelDownloadImage, "");
    imagePullSecrets = List.copyOf(Objects.requireNonNullElse(imagePullSecrets, List.of()));
    runtimeConfigName = Objects.requireNonNullElse(runtimeConfigName, "");
  }
}
