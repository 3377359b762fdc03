package io.phasegate.testkit.front;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What becomes of fields that no schema knows: told, refused or dropped without a word. */
enum UnknownFields {
  /** They are dropped and the writer is told; what an API server does unasked. */
  WARN,
  /** The write is refused. */
  STRICT,
  /** They are dropped. */
  IGNORE;

  /** What {@code fieldValidation} in a query asks for. */
  static UnknownFields of(String parameter) throws Refused {
    return switch (parameter) {
      case "", "Warn" -> WARN;
      case "Strict" -> STRICT;
      case "Ignore" -> IGNORE;
      default ->
          throw new Refused(
              ApiStatus.badRequest(
                  "fieldValidation must be Ignore, Warn or Strict, not " + parameter));
    };
  }

  /**
   * Deals with what pruning has dropped.
   *
   * @throws Refused when it was asked for strictness and something was
   */
  void judge(Write write, JsonObject sent, JsonObject pruned) throws Refused {
    List<String> unknown =
        dropped("", sent, pruned).map("unknown field \"%s\""::formatted).toList();
    switch (this) {
      case IGNORE -> {}
      case WARN -> write.journal().warn(unknown);
      case STRICT -> {
        if (!unknown.isEmpty()) {
          throw new Refused(
              ApiStatus.badRequest(
                  "%s in version \"%s\" cannot be handled as a %s: strict decoding error: %s"
                      .formatted(
                          write.target().crd().kind(),
                          write.target().version().name(),
                          write.target().crd().kind(),
                          String.join(", ", unknown))));
        }
      }
    }
  }

  private static Stream<String> dropped(String at, Json sent, Json pruned) {
    return switch (sent) {
      case JsonObject object ->
          object.entries().stream()
              .flatMap(entry -> {
                String path = at.isEmpty() ? entry.getKey() : at + "." + entry.getKey();
                return pruned
                    .asObject()
                    .flatMap(kept -> kept.get(entry.getKey()))
                    .map(kept -> dropped(path, entry.getValue(), kept))
                    .orElseGet(() -> Stream.of(path));
              });
      case JsonArray array ->
          IntStream.range(0, array.size())
              .boxed()
              .flatMap(i ->
                  dropped(
                      at + "[" + i + "]",
                      array.items().get(i),
                      pruned.asArray().map(kept -> kept.items().get(i)).orElse(pruned)));
      case Json.Scalar _ -> Stream.empty();
    };
  }
}
