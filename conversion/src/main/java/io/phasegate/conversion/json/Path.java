package io.phasegate.conversion.json;

import java.util.List;
import java.util.stream.Stream;

/**
 * A way through objects, key by key. Written with dots ({@code spec.sla.ttft}), as people name
 * fields; a key that holds a dot itself, such as an annotation's, is added with {@link #key}.
 */
public record Path(List<String> keys) {

  public Path {
    keys = List.copyOf(keys);
  }

  /** The path that a dotted text names; the empty text names the object itself. */
  public static Path of(String dotted) {
    return dotted.isEmpty() ? new Path(List.of()) : new Path(List.of(dotted.split("\\.", -1)));
  }

  /** This path and one key more, which may hold dots. */
  public Path key(String key) {
    return new Path(Stream.concat(keys.stream(), Stream.of(key)).toList());
  }

  /** This path and then another. */
  public Path then(Path rest) {
    return new Path(Stream.concat(keys.stream(), rest.keys.stream()).toList());
  }

  public boolean isEmpty() {
    return keys.isEmpty();
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
    return to.then(new Path(keys.subList(from.keys.size(), keys.size())));
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
