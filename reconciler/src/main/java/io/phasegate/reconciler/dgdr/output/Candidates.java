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

  private Candidates() {}

  /**
   * Reads the table.
   *
   * @param json {@code webui_data.json}: {@code cost.table.data}, rows of which the seventh column
   *     is a configuration in YAML
   * @param room for so many bytes as stored there is room
   * @return {@code {"config": …}} for each that fits
   */
  static List<JsonObject> of(String json, long room) {
    List<JsonObject> candidates = new ArrayList<>();
    long left = room;
    for (Json row : rows(json)) {
      Optional<JsonObject> candidate =
          row.asArray()
              .flatMap(Candidates::config)
              .filter(config -> BoundlessNumber.in(config).isEmpty())
              .map(config -> JsonObject.of("config", config));
      long size = candidate.map(each -> StoredSize.of(each, room)).orElse(0L);
      if (candidate.isPresent() && size <= left) {
        left -= size;
        candidates.add(candidate.get());
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
