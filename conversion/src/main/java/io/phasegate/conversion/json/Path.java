package io.phasegate.conversion.json;

import java.util.List;
import java.util.stream.Stream;

/**
 * A way through objects, key by key. Written with dots ({@code spec.sla.ttft}), as people name
 * fields; a key that holds a dot itself, such as an annotation's, is added with {@link #key}.
 *
 * <p>Paths have an order, key by key. A hash map needs one to cope with keys that somebody has
 * chosen to collide.
 */
public record Path(List<String> keys) implements Comparable<Path> {

  public Path {
    keys = List.copyOf(keys);
  }

  /** The path that a dotted text names; the empty text names the object itself. */
  public static Path of(String dotted) {
    return dotted.isEmpty()
        ? new Path(List.of())
        : new Path(Stream.of(dotted.split("\\.", -1)).map(KnownNames::canonical).toList());
  }

  /** This path and one key more, which may hold dots. */
  public Path key(String key) {
    return join(keys, List.of(key));
  }

  /** This path and then another. */
  public Path then(Path rest) {
    return join(keys, rest.keys);
  }

  private static Path join(List<String> first, List<String> then) {
    String[] all = new String[first.size() + then.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = i < first.size() ? first.get(i) : then.get(i - first.size());
    }
    return new Path(List.of(all));
  }

  public boolean isEmpty() {
    return keys.isEmpty();
  }

  @Override
  public int compareTo(Path other) {
    int both = Math.min(keys.size(), other.keys.size());
    for (int i = 0; i < both; i++) {
      int order = keys.get(i).compareTo(other.keys.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(keys.size(), other.keys.size());
  }

  /** The path without its last key; the empty path is its own parent. */
  public Path parent() {
    return keys.isEmpty() ? this : new Path(keys.subList(0, keys.size() - 1));
  }

  /** True when this path begins with all of the other. */
  public boolean startsWith(Path other) {
    return keys.size() >= other.keys.size()
        && keys.subList(0, other.keys.size()).equals(other.keys);
  }

  /** This path with its beginning {@code from} exchanged for {@code to}. */
  public Path rebase(Path from, Path to) {
    return join(to.keys, keys.subList(from.keys.size(), keys.size()));
  }

  /** As people write it: {@code metadata.annotations[nvidia.com/dgdr-output-pvc]}. */
  @Override
  public String toString() {
    var text = new StringBuilder();
    for (String key : keys) {
      if (key.contains(".") || key.contains("/")) {
        text.append('[').append(key).append(']');
      } else {
        text.append(text.isEmpty() ? "" : ".").append(key);
      }
    }
    return text.toString();
  }
}
