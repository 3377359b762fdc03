package io.phasegate.reconciler.dgdr.resource;

import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import io.phasegate.conversion.json.JsonObject;
import java.util.Map;
import java.util.Objects;

/** A request in its stored version, v1beta1. */
@Group("nvidia.com")
@Version("v1beta1")
@Plural("dynamographdeploymentrequests")
@ShortNames("dgdr")
public final class DynamoGraphDeploymentRequest extends TreeResource {

  private static final long serialVersionUID = 1L;

  /** The whole object as a tree, as the converter takes it. */
  public JsonObject tree() {
    return Trees.of(this);
  }

  /** An annotation's value; empty when it is not there. */
  public String annotation(String key) {
    return Objects.requireNonNullElse(getMetadata().getAnnotations(), Map.<String, String>of())
        .getOrDefault(key, "");
  }
}
