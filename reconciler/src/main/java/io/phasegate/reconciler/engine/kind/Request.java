package io.phasegate.reconciler.engine.kind;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Instant;
import java.util.Objects;

/**
 * What one pass is about.
 *
 * @param resource as it is stored, its status included; shared, never to be changed
 * @param now the time of this pass, a fact like any other (ruling 40)
 */
public record Request<R extends HasMetadata>(R resource, Instant now) {

  /** The namespace; empty for objects of the whole cluster. */
  public String namespace() {
    return Objects.requireNonNullElse(resource.getMetadata().getNamespace(), "");
  }

  public String name() {
    return resource.getMetadata().getName();
  }

  public String uid() {
    return Objects.requireNonNullElse(resource.getMetadata().getUid(), "");
  }

  public long generation() {
    return Objects.requireNonNullElse(resource.getMetadata().getGeneration(), 0L);
  }

  /** The value of an annotation; empty when it is not there. */
  public String annotation(String key) {
    var annotations = resource.getMetadata().getAnnotations();
    return annotations == null ? "" : annotations.getOrDefault(key, "");
  }
}
