package io.phasegate.reconciler.dgdr.resource;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.phasegate.conversion.json.JsonObject;

/**
 * A custom resource whose spec and status are trees, so that whatever is in them survives; an
 * absent part is the empty object, and an empty status is not written.
 */
public abstract sealed class TreeResource extends CustomResource<JsonObject, JsonObject>
    implements Namespaced permits DynamoGraphDeployment, DynamoGraphDeploymentRequest {

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
}
