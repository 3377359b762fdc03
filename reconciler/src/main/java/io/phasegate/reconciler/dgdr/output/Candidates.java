package io.phasegate.reconciler.dgdr.output;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.JsonReader;
import io.phasegate.conversion.json.MalformedJson;
import io.phasegate.conversion.yaml.MalformedYaml;
import io.phasegate.conversion.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The candidates that the profiler compared, for {@code status.profilingResults.pareto} (G8). They
 * are for people to look at, so whatever is broken or no longer fits is left out without a word.
 */
final class Candidates {

  private static final int CONFIG_COLUMN = 6;

  /** In characters; the status of a request has to hold the deployment, too. */
  private static final int LIMIT = 250_000;

  private Candidates() {}

  /**
   * Reads the table.
   *
   * @param json {@code webui_data.json}: {@code cost.table.data}, rows of which the seventh column
   *     is a configuration in YAML
   * @return {@code {"config": …}} for each
   */
  static List<JsonObject> of(String json) {
    List<JsonObject> candidates = new ArrayList<>();
    int size = 0;
    for (Json row : rows(json)) {
      Optional<JsonObject> config = row.asArray().flatMap(Candidates::config);
      if (config.isPresent()
          && !Documents.isLarger(config.get(), LIMIT - size)
          && BoundlessNumber.in(config.get()).isEmpty()) {
        size += config.get().toString().length();
        candidates.add(JsonObject.of("config", config.get()));
      }
    }
    return candidates;
  }

  private static List<Json> rows(String json) {
    if (json.isBlank()) {
      return List.of();
    }
    try {
      return JsonReader.read(json)
          .asObject()
          .flatMap(data -> data.at("cost.table.data"))
          .flatMap(Json::asArray)
          .map(JsonArray::items)
          .orElse(List.of());
    } catch (MalformedJson e) {
      return List.of();
    }
  }

  private static Optional<JsonObject> config(JsonArray row) {
    if (row.size() <= CONFIG_COLUMN) {
      return Optional.empty();
    }
    String yaml =
        row.items()
            .get(CONFIG_COLUMN)
            .asText()
            .orElse("")
            .lines()
            .filter(line -> !line.stripLeading().startsWith("#"))
            .collect(Collectors.joining("\n"));
    try {
      return YamlReader.read(yaml).stream().findFirst().flatMap(doc -> doc.value().asObject());
    } catch (MalformedYaml e) {
      return Optional.empty();
    }
  }
}
