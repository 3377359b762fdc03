package io.phasegate.testkit.generate;

import io.phasegate.conversion.json.Json;
import java.util.List;
import java.util.stream.Stream;

/**
 * Values without parts, to pick from. What a schema does not accept is sorted out by its reader.
 */
final class Candidates {

  static final List<Json> PLAIN_TEXTS =
      texts(
          "chat",
          "profiler",
          "registry.example/image:1.0",
          "nvidia.com/gpu",
          "500m",
          "16Gi",
          "1",
          "Ready",
          "True",
          "/opt/cache",
          "2026-11-21T15:00:00Z");

  static final List<Json> ODD_TEXTS =
      texts(
          "",
          " ",
          "null",
          "true",
          "{}",
          "[]",
          "0",
          "1e3",
          "latency",
          "ünïcödé",
          "日本語",
          "🙂",
          "\u202eright to left",
          "a\u0000b",
          "\"quoted\" \\ back/slash",
          "line\nbreak\ttab\r",
          "\u2028\u2029\u007f\ufeff",
          "{\"version\":1,\"from\":\"v1alpha1\"}",
          "x".repeat(300));

  static final List<Json> TIMES = texts("2026-11-21T15:00:00Z", "2026-01-01T00:00:00+01:00");

  static final List<Json> PLAIN_NUMBERS = numbers("1", "8", "64", "20.5", "4000", "0.95");

  static final List<Json> ODD_NUMBERS =
      numbers(
          "0",
          "-0",
          "-0.0",
          "-1",
          "0.10",
          "4e3",
          "4000.0",
          "1E+2",
          "1.5e-7",
          "2147483647",
          "-2147483648",
          "2147483648",
          "3000000000",
          "9007199254740993",
          "9223372036854775807",
          "123456789012345678901234567890.123456789",
          "1e400");

  /** What is none of the types that one expects. */
  static final List<Json> OTHERS =
      List.of(Json.Null.NULL, Json.Bool.TRUE, Json.Bool.FALSE, Json.array());

  /** Names for keys where every name will do. */
  static final List<String> KEYS =
      List.of(
          "cpu", "memory", "nvidia.com/gpu", "extra", "name", "a.b", "", "ключ", "🙂", "null", "0");

  private Candidates() {}

  private static List<Json> texts(String... texts) {
    return Stream.of(texts).<Json>map(Json::text).toList();
  }

  private static List<Json> numbers(String... numbers) {
    return Stream.of(numbers).<Json>map(Json.Num::new).toList();
  }
}
