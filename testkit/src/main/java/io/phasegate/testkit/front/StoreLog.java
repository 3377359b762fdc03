package io.phasegate.testkit.front;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.server.mock.KubernetesAttributesExtractor;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.mockwebserver.crud.AttributeSet;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.JsonReader;
import io.phasegate.conversion.json.MalformedJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The CRUD mock with a memory of every change. Watches read from it, so that they can begin at any
 * resource version and miss nothing, deletions neither. It forgets nothing: a stage is struck after
 * the play.
 */
final class StoreLog extends KubernetesCrudDispatcher {

  /** What a change is to one watch. */
  enum EventType {
    ADDED,
    MODIFIED,
    DELETED
  }

  /** An event as a watch tells it; the object is in the version that the store holds. */
  record Event(EventType type, JsonObject object) {}

  /**
   * One change.
   *
   * @param version the resource version that it made
   * @param before what selectors see of the object as it was, empty when there was none
   * @param after the same of the object as it is, empty when there is none any more
   * @param object as it is, or as it was before it went, with the change's resource version
   */
  private record Change(
      long version, List<AttributeSet> before, List<AttributeSet> after, JsonObject object) {

    /** Whether it matters to a watch for {@code query}, and as what. */
    Optional<Event> seenBy(AttributeSet query) {
      boolean was = before.stream().anyMatch(attributes -> attributes.matches(query));
      boolean is = after.stream().anyMatch(attributes -> attributes.matches(query));
      if (was && is) {
        return Optional.of(new Event(EventType.MODIFIED, object));
      } else if (is) {
        return Optional.of(new Event(EventType.ADDED, object));
      } else if (was) {
        return Optional.of(new Event(EventType.DELETED, object));
      } else {
        return Optional.empty();
      }
    }
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition grown = lock.newCondition();
  private final List<Change> changes = new ArrayList<>();

  /** Called by the mock under its write lock, for each change, in their order. */
  @Override
  public void processEvent(
      String path,
      AttributeSet pathAttributes,
      @Nullable AttributeSet oldAttributes,
      @Nullable GenericKubernetesResource resource,
      @Nullable String newState) {
    String oldState = oldAttributes == null ? null : getMap().get(oldAttributes);
    super.processEvent(path, pathAttributes, oldAttributes, resource, newState);

    List<AttributeSet> before = oldAttributes == null ? List.of() : List.of(oldAttributes);
    if (newState != null) {
      JsonObject object = read(newState);
      if (oldState == null || version(object) > version(read(oldState))) {
        append(before, List.of(attributes(pathAttributes, newState)), object);
      }
    } else if (oldState != null) {
      append(before, List.of(), withVersion(read(oldState), requestResourceVersion()));
    }
  }

  /** As the mock files it: a kind that it has no CRD of takes its plural from the path. */
  private AttributeSet attributes(AttributeSet path, String state) {
    AttributeSet own = getAttributeExtractor().fromResource(state);
    return own.containsKey(KubernetesAttributesExtractor.PLURAL)
        ? own
        : AttributeSet.merge(path, own);
  }

  private void append(List<AttributeSet> before, List<AttributeSet> after, JsonObject object) {
    lock.lock();
    try {
      changes.add(new Change(version(object), before, after, object));
      grown.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The place in the log behind a resource version. */
  int placeAfter(long version) {
    lock.lock();
    try {
      int place = changes.size();
      while (place > 0 && changes.get(place - 1).version() > version) {
        place--;
      }
      return place;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until the log is longer than {@code place}, at most {@code millis}; returns its length.
   */
  int awaitMore(int place, long millis) throws InterruptedException {
    lock.lock();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(millis);
      while (changes.size() <= place && left > 0) {
        left = grown.awaitNanos(left);
      }
      return changes.size();
    } finally {
      lock.unlock();
    }
  }

  /**
   * The events in a part of the log.
   *
   * @param pathAndQuery what is watched, selectors too
   */
  List<Event> events(int from, int to, String pathAndQuery) {
    AttributeSet query = getAttributeExtractor().fromPath(pathAndQuery);
    lock.lock();
    try {
      return changes.subList(from, to).stream()
          .flatMap(change -> change.seenBy(query).stream())
          .toList();
    } finally {
      lock.unlock();
    }
  }

  private static JsonObject read(String state) {
    try {
      return JsonReader.read(state).asObject().orElseThrow();
    } catch (MalformedJson e) {
      throw new IllegalStateException("the store holds what is no JSON: " + e.reason(), e);
    }
  }

  private static long version(JsonObject object) {
    return object.textAt("metadata.resourceVersion").map(Long::parseLong).orElse(0L);
  }

  private static JsonObject withVersion(JsonObject object, long version) {
    JsonObject metadata = object.objectAt("metadata").orElse(JsonObject.empty());
    return object.with(
        "metadata", metadata.with("resourceVersion", Json.text(Long.toString(version))));
  }
}
