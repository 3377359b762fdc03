package io.phasegate.reconciler.engine.fetch;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.phasegate.reconciler.engine.resource.Ownership;
import io.phasegate.reconciler.engine.resource.ResourceRef;
import java.util.List;
import java.util.Objects;

/**
 * Port: reads from the cluster. What a kind watches comes from its cache; a cached "there is none"
 * has always been confirmed by the API server (ruling 13). Objects are shared: never change them.
 */
public interface ResourceReader {

  /** One object. */
  <T extends HasMetadata> FetchResult<T> get(Class<T> type, String namespace, String name);

  /**
   * One object that the kind has made, by its name in the owner's namespace. One of that name that
   * somebody else has made is not looked at: the look has failed, as {@code NotOurs}, or as {@code
   * BeingDeleted} while that of an earlier owner of the same name is going.
   */
  default <T extends HasMetadata> FetchResult<T> child(
      Class<T> type, HasMetadata owner, String name) {
    String namespace = Objects.requireNonNullElse(owner.getMetadata().getNamespace(), "");
    return get(type, namespace, name)
        .then(found -> {
          var ref = ResourceRef.of(found);
          if (Ownership.isOwnedBy(found, owner)) {
            return FetchResult.found(found);
          }
          return FetchResult.failed(
              ref,
              Ownership.isLeftBehind(found, owner)
                  ? Ownership.beingDeleted(ref.toString())
                  : Ownership.notOurs(ref.toString()));
        });
  }

  /** One object of a kind that has no Java type. */
  FetchResult<GenericKubernetesResource> get(ResourceRef ref);

  /** Several objects; an empty list is found, too. */
  <T extends HasMetadata> FetchResult<List<T>> list(Class<T> type, ListQuery query);

  /**
   * The end of a container's log, the newest line last: for explaining why it failed. It is never
   * cached, and never more than some kilobytes.
   *
   * @param lines how many at most
   */
  FetchResult<List<String>> logTail(Pod pod, String container, int lines);

  /**
   * Events of a namespace, which may be all that tells what a controller could not do. They are
   * never cached, and the API server reads all of the namespace for it: ask seldom.
   *
   * @param kind of the objects that they are about, for instance {@code Job}
   * @param reason that they give, for instance {@code FailedCreate}
   */
  FetchResult<List<Event>> events(String namespace, String kind, String reason);

  /**
   * The same reader, content with the part of an object that a cache keeps ({@code Watch.keeping}).
   */
  default ResourceReader glance() {
    return this;
  }

  /** The same reader without any cache. */
  ResourceReader live();
}
