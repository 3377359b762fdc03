package io.phasegate.conversion;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.Leaves;
import io.phasegate.conversion.json.Path;
import io.phasegate.conversion.table.ConversionTable;
import io.phasegate.conversion.table.Explanation;
import io.phasegate.conversion.table.Fate;
import java.util.List;
import java.util.Optional;

/** Converts objects of the registered kinds between their versions. Safe for many threads. */
public final class Converter {

  private final ConversionRegistry registry;

  public Converter(ConversionRegistry registry) {
    this.registry = registry;
  }

  /**
   * Converts one object.
   *
   * @param object a custom resource in any served version of a registered kind, whole or partial
   * @param desired the version to convert to
   * @return the same object when it has that version already (C1)
   */
  public Conversion convert(JsonObject object, ApiVersion desired) {
    return convert(object, desired, Demand.LASTING);
  }

  /**
   * The same for somebody who may give up.
   *
   * @throws Demand.Ended when that has happened
   */
  public Conversion convert(JsonObject object, ApiVersion desired, Demand demand) {
    return switch (route(object, desired)) {
      case None(var reason) -> new Conversion.Refused(reason);
      case SameVersion _ -> new Conversion.Converted(object);
      case ToHub(var table) -> table.toHub(object, demand);
      case ToSpoke(var table) -> table.toSpoke(object, demand);
    };
  }

  /**
   * Converts one object as {@link #convert} does, and says of each field what became of it: copied,
   * moved, kept in an annotation, shaped from others, left out, and why. For people; it costs more.
   */
  public Explanation explain(JsonObject object, ApiVersion desired) {
    return switch (route(object, desired)) {
      case None(var reason) -> new Explanation(new Conversion.Refused(reason), List.of());
      case SameVersion _ ->
          new Explanation(
              new Conversion.Converted(object),
              Leaves.of(object, Path.of("")).keySet().stream()
                  .<Fate>map(Fate.Copied::new)
                  .toList());
      case ToHub(var table) -> table.explainToHub(object);
      case ToSpoke(var table) -> table.explainToSpoke(object);
    };
  }

  /** The way that an object has to go. */
  private sealed interface Route {}

  private record None(String reason) implements Route {}

  private record SameVersion() implements Route {}

  private record ToHub(ConversionTable table) implements Route {}

  private record ToSpoke(ConversionTable table) implements Route {}

  private Route route(JsonObject object, ApiVersion desired) {
    Optional<String> apiVersion = object.get("apiVersion").flatMap(Json::asText);
    Optional<String> kind = object.get("kind").flatMap(Json::asText);
    if (apiVersion.isEmpty() || kind.isEmpty()) {
      return new None("apiVersion and kind must be given");
    }
    ApiVersion current = ApiVersion.of(apiVersion.get());
    return registry
        .table(current.group(), kind.get())
        .map(table -> route(current, desired, table))
        .orElseGet(() ->
            new None(
                "no conversion is registered for kind %s in group \"%s\""
                    .formatted(kind.get(), current.group())));
  }

  private static Route route(ApiVersion current, ApiVersion desired, ConversionTable table) {
    for (ApiVersion version : List.of(current, desired)) {
      if (!version.group().equals(table.group()) || !table.versions().contains(version.version())) {
        return new None(
            "%s is no version of %s; there is %s in group %s"
                .formatted(version, table.kind(), table.versions(), table.group()));
      }
    }
    if (current.equals(desired)) {
      return new SameVersion();
    }
    return desired.equals(table.hubVersion()) ? new ToHub(table) : new ToSpoke(table);
  }
}
