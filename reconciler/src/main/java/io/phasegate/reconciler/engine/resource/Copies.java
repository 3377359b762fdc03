package io.phasegate.reconciler.engine.resource;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Deep copies of Kubernetes objects, by way of JSON, so that nobody changes a shared one. */
public final class Copies {

  private static final ObjectMapper JSON = ApiJson.mapper().build();

  private Copies() {}

  /** A copy that shares nothing with its origin. */
  @SuppressWarnings("unchecked")
  public static <T extends HasMetadata> T copy(T object) {
    try {
      return (T) JSON.readValue(JSON.writeValueAsBytes(object), object.getClass());
    } catch (IOException e) {
      throw new UncheckedIOException(
          object.getClass().getName() + " does not survive its own JSON", e);
    }
  }
}
