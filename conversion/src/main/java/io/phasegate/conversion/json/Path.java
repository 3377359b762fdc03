package io.phasegate.conversion.json;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A way through objects, key by key. Written with dots ({@code spec.sla.ttft}), as people name
 * fields; a key that holds a dot itself, such as an annotation's, is added with {@link #key}.
 *
 * <p>Paths have an order, key by key. A hash map needs one to cope with keys that somebody has
 * chosen to collide.
 */
public final class Path implements Comparable<Path> {

  /** In an array: a conversion goes hundreds of ways, and lists have several classes. */
  private final String[] keys;

  /** The way of the given keys, outermost first. */
  public Path(List<String> keys) {
    this(keys.toArray(String[]::new));
  }

  private Path(String[] keys) {
    this.keys = keys;
  }

  /** The path that a dotted text names; the empty text names the object itself. */
  public static Path of(String dotted) {
    return dotted.isEmpty()
        ? new Path(new String[0])
        : new Path(
            Stream.of(dotted.split("\\.", -1)).map(KnownNames::canonical).toArray(String[]::new));
  }

  /** The keys, outermost first, unmodifiable. */
  public List<String> keys() {
    return List.of(keys);
  }

  /** How many keys there are. */
  public int length() {
    return keys.length;
  }

  /** One key, by its place, counted from 0. */
  String keyAt(int place) {
    return keys[place];
  }

  /** This path and one key more, which may hold dots. */
  public Path key(String key) {
    return join(keys, new String[] {key});
  }

  /** This path and then another. */
  public Path then(Path rest) {
    return join(keys, rest.keys);
  }

  private static Path join(String[] first, String[] then) {
    String[] all = Arrays.copyOf(first, first.length + then.length);
    System.arraycopy(then, 0, all, first.length, then.length);
    return new Path(all);
  }

  public boolean isEmpty() {
    return keys.length == 0;
  }

  @Override
  public int compareTo(Path other) {
    return Arrays.compare(keys, other.keys);
  }

  /** The path without its last key; the empty path is its own parent. */
  public Path parent() {
    return isEmpty() ? this : new Path(Arrays.copyOf(keys, keys.length - 1));
  }

  /** True when this path begins with all of the other. */
  public boolean startsWith(Path other) {
    return keys.length >= other.keys.length
        && Arrays.equals(keys, 0, other.keys.length, other.keys, 0, other.keys.length);
  }

  /** This path with its beginning {@code from} exchanged for {@code to}. */
  public Path rebase(Path from, Path to) {
    return join(to.keys, Arrays.copyOfRange(keys, from.keys.length, keys.length));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Path path && Arrays.equals(keys, path.keys);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(keys);
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
