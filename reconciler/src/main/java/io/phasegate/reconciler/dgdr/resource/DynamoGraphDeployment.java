package io.phasegate.reconciler.dgdr.resource;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;
import io.phasegate.conversion.json.JsonObject;

/**
 * A deployment, for watching and reading only: it is created in the apiVersion that the profiler
 * wrote, without passing through a type.
 */
@Group("nvidia.com")
@Version("v1alpha1")
@Plural("dynamographdeployments")
public final class DynamoGraphDeployment extends CustomResource<JsonObject, JsonObject>
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
}
