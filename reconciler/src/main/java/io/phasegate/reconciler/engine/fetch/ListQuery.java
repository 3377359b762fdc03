package io.phasegate.reconciler.engine.fetch;

import java.util.Map;
import java.util.TreeMap;

/**
 * Which objects of a type are meant.
 *
 * @param namespace empty for all
 * @param labels each must be there with this value
 */
public record ListQuery(String namespace, Map<String, String> labels) {

  public ListQuery {
    labels = Map.copyOf(labels);
  }

  /** All of a namespace. */
  public static ListQuery in(String namespace) {
    return new ListQuery(namespace, Map.of());
  }

  /** All of the cluster. */
  public static ListQuery everywhere() {
    return new ListQuery("", Map.of());
  }

  /** Those of them with this label. */
  public ListQuery withLabel(String key, String value) {
    Map<String, String> more = new TreeMap<>(labels);
    more.put(key, value);
    return new ListQuery(namespace, more);
  }
}
