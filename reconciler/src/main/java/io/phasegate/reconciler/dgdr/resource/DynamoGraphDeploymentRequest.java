package io.phasegate.reconciler.dgdr.resource;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import io.phasegate.conversion.json.JsonObject;
import java.util.Map;
import java.util.Objects;

/**
 * A request in its stored version, v1beta1. Spec and status are trees, so that whatever is in them
 * survives; an absent part is the empty object.
 */
@Group("nvidia.com")
@Version("v1beta1")
@Plural("dynamographdeploymentrequests")
@ShortNames("dgdr")
public final class DynamoGraphDeploymentRequest extends CustomResource<JsonObject, JsonObject>
    implements Namespaced {

  private static final long serialVersionUID = 1L;

  @Override
  protected JsonObject initSpec() {
    return JsonObject.empty();
  }

  @Override
  protected JsonObject initStatus() {
    return JsonObject.empty();
  }

  @Override
  @JsonSerialize(using = TreeCodec.Writer.class)
  public JsonObject getSpec() {
    return super.getSpec();
  }

  @Override
  @JsonDeserialize(using = TreeCodec.Reader.class)
  public void setSpec(JsonObject spec) {
    super.setSpec(spec);
  }

  @Override
  @JsonSerialize(using = TreeCodec.Writer.class)
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public JsonObject getStatus() {
    return super.getStatus();
  }

  @Override
  @JsonDeserialize(using = TreeCodec.Reader.class)
  public void setStatus(JsonObject status) {
    super.setStatus(status);
  }

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
