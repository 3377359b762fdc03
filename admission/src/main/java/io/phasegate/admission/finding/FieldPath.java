package io.phasegate.admission.finding;

import io.phasegate.conversion.json.Excerpt;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The way to a field as people and the API server write it, through objects and lists: {@code
 * spec.containers[1].name}.
 */
public record FieldPath(List<Step> steps) implements Comparable<FieldPath> {

  /** One step of the way. */
  public sealed interface Step permits Name, Index {}

  /** Into an object, by key; the key may hold dots. */
  public record Name(String name) implements Step {}

  /** Into a list, counted from zero. */
  public record Index(int index) implements Step {}

  public FieldPath {
    steps = List.copyOf(steps);
  }

  /** The field that a dotted text names, for instance {@code spec.sla.ttft}. */
  public static FieldPath of(String dotted) {
    return of(Path.of(dotted));
  }

  /** The field at the end of a path of keys. */
  public static FieldPath of(Path path) {
    return new FieldPath(path.keys().stream().<Step>map(Name::new).toList());
  }

  /** An annotation of the object. */
  public static FieldPath annotation(String key) {
    return of("metadata.annotations").name(key);
  }

  /** One step further, into an object. */
  public FieldPath name(String name) {
    return then(new Name(name));
  }

  /** One step further, into a list. */
  public FieldPath index(int index) {
    return then(new Index(index));
  }

  private FieldPath then(Step step) {
    return new FieldPath(Stream.concat(steps.stream(), Stream.of(step)).toList());
  }

  /** The way as far as it leads through objects alone, up to the first list. */
  public Path names() {
    return new Path(
        steps.stream()
            .takeWhile(Name.class::isInstance)
            .map(step -> ((Name) step).name())
            .toList());
  }

  /** This way with its {@link #names} exchanged for others; what follows stays. */
  public FieldPath withNames(Path names) {
    Stream<Step> rest = steps.stream().skip(names().length());
    return new FieldPath(Stream.concat(of(names).steps.stream(), rest).toList());
  }

  /** The field that holds this one; the object itself is its own parent. */
  public FieldPath parent() {
    return steps.isEmpty() ? this : new FieldPath(steps.subList(0, steps.size() - 1));
  }

  /** What the field holds in an object; a {@code null} literal is something. */
  public Optional<Json> in(JsonObject object) {
    Json here = object;
    for (int i = 0; i < steps.size(); i++) {
      Optional<Json> next = inside(here, steps.get(i));
      if (next.isEmpty()) {
        return next;
      }
      here = next.get();
    }
    return Optional.of(here);
  }

  private static Optional<Json> inside(Json value, Step step) {
    return switch (step) {
      case Name(var name) when value instanceof JsonObject object -> object.get(name);
      case Index(var index) when value instanceof JsonArray array && index < array.size() ->
          Optional.of(array.item(index));
      case Name _, Index _ -> Optional.empty();
    };
  }

  /** As people read: a field in front of what is in it, the second item in front of the tenth. */
  @Override
  public int compareTo(FieldPath other) {
    int shared = Math.min(steps.size(), other.steps.size());
    for (int i = 0; i < shared; i++) {
      int order = compare(steps.get(i), other.steps.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(steps.size(), other.steps.size());
  }

  private static int compare(Step one, Step other) {
    return switch (one) {
      case Name(var name) -> other instanceof Name(var second) ? name.compareTo(second) : 1;
      case Index(var index) ->
          other instanceof Index(var second) ? Integer.compare(index, second) : -1;
    };
  }

  /** For people: a key that is longer than any that Kubernetes allows is cut. */
  @Override
  public String toString() {
    var text = new StringBuilder();
    for (Step step : steps) {
      switch (step) {
        case Name(var key) -> {
          String name = Excerpt.of(key, Excerpt.LONGEST_KEY);
          if (key.contains(".") || key.contains("/")) {
            text.append('[').append(name).append(']');
          } else {
            text.append(text.isEmpty() ? "" : ".").append(name);
          }
        }
        case Index(var index) -> text.append('[').append(index).append(']');
      }
    }
    return text.toString();
  }
}
