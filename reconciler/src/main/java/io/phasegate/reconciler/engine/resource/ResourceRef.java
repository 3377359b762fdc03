package io.phasegate.reconciler.engine.resource;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Objects;

/**
 * The name of one object.
 *
 * @param apiVersion for instance {@code batch/v1}
 * @param namespace empty for objects of the whole cluster
 */
public record ResourceRef(String apiVersion, String kind, String namespace, String name) {

  /** The name of an object that we hold. */
  public static ResourceRef of(HasMetadata object) {
    return new ResourceRef(
        object.getApiVersion(),
        object.getKind(),
        Objects.requireNonNullElse(object.getMetadata().getNamespace(), ""),
        Objects.requireNonNullElse(object.getMetadata().getName(), ""));
  }

  /** The name of an object of a type. */
  public static ResourceRef of(Class<? extends HasMetadata> type, String namespace, String name) {
    return new ResourceRef(
        HasMetadata.getApiVersion(type), HasMetadata.getKind(type), namespace, name);
  }

  /** {@code batch/v1, Kind=Job}: what objects of one plan are sorted by, core kinds first. */
  public String groupVersionKind() {
    return (apiVersion.contains("/") ? apiVersion : "/" + apiVersion) + ", Kind=" + kind;
  }

  /** As people read it: {@code Job team-a/profile-x}. */
  @Override
  public String toString() {
    return namespace.isEmpty() ? kind + " " + name : kind + " " + namespace + "/" + name;
  }
}
