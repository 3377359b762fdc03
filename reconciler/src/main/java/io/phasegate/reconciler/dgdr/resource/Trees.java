package io.phasegate.reconciler.dgdr.resource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.JsonReader;
import io.phasegate.conversion.json.JsonWriter;
import io.phasegate.conversion.json.MalformedJson;
import io.phasegate.reconciler.engine.resource.ApiJson;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Kubernetes objects to trees and back. */
public final class Trees {

  private static final ObjectMapper JSON =
      ApiJson.mapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private Trees() {}

  /** The tree of an object or of a part of one. */
  public static JsonObject of(KubernetesResource object) {
    try {
      return JsonReader.readObject(JSON.writeValueAsBytes(object));
    } catch (JsonProcessingException | MalformedJson e) {
      throw new IllegalStateException(object.getClass().getName() + " has no JSON", e);
    }
  }

  /**
   * The object that a tree describes. Fields that the type does not know stay with it.
   *
   * @throws Misfit naming the field whose value has the wrong shape
   */
  public static <T extends KubernetesResource> T as(JsonObject tree, Class<T> type) throws Misfit {
    try {
      return JSON.readValue(JsonWriter.bytes(tree), type);
    } catch (JsonProcessingException e) {
      throw Misfit.of(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
