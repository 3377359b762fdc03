package io.phasegate.conversion;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.table.ConversionTable;
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
    Optional<String> apiVersion = object.get("apiVersion").flatMap(Json::asText);
    Optional<String> kind = object.get("kind").flatMap(Json::asText);
    if (apiVersion.isEmpty() || kind.isEmpty()) {
      return new Conversion.Refused("apiVersion and kind must be given");
    }
    ApiVersion current = ApiVersion.of(apiVersion.get());
    Optional<ConversionTable> table = registry.table(current.group(), kind.get());
    if (table.isEmpty()) {
      return new Conversion.Refused(
          "no conversion is registered for kind %s in group \"%s\""
              .formatted(kind.get(), current.group()));
    }
    return convert(object, current, desired, table.get());
  }

  private static Conversion convert(
      JsonObject object, ApiVersion current, ApiVersion desired, ConversionTable table) {
    for (ApiVersion version : new ApiVersion[] {current, desired}) {
      if (!version.group().equals(table.group()) || !table.versions().contains(version.version())) {
        return new Conversion.Refused(
            "%s is no version of %s; there is %s in group %s"
                .formatted(version, table.kind(), table.versions(), table.group()));
      }
    }
    if (current.equals(desired)) {
      return new Conversion.Converted(object);
    }
    return desired.equals(table.hubVersion()) ? table.toHub(object) : table.toSpoke(object);
  }
}
