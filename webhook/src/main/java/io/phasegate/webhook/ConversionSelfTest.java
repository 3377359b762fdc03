package io.phasegate.webhook;

import io.phasegate.conversion.ApiVersion;
import io.phasegate.conversion.Conversion;
import io.phasegate.conversion.ConversionRegistry;
import io.phasegate.conversion.Converter;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.table.ConversionTable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Converts the samples that we ship to every other version and back: once for proof that the tables
 * work in this very process, and many times over for warm code.
 */
final class ConversionSelfTest implements SelfTest {

  private static final int WARMING_ROUNDS = 200;

  private final ConversionRegistry registry;
  private final Converter converter;
  private final List<JsonObject> samples;

  ConversionSelfTest(ConversionRegistry registry, List<JsonObject> samples) {
    this.registry = registry;
    this.converter = new Converter(registry);
    this.samples = List.copyOf(samples);
  }

  @Override
  public Result run() {
    Set<ApiVersion> tried = new HashSet<>();
    for (JsonObject sample : samples) {
      ApiVersion version = ApiVersion.of(sample.textAt("apiVersion").orElse(""));
      for (ApiVersion other : otherVersions(sample, version)) {
        if (!comesBack(sample, version, other)) {
          return new Result.Failed(
              "a sample of %s does not come back from %s".formatted(version, other));
        }
        tried.add(version);
      }
    }
    List<ApiVersion> untried = versions().stream().filter(v -> !tried.contains(v)).toList();
    return untried.isEmpty()
        ? new Result.Passed("samples of %s converted there and back".formatted(versions()))
        : new Result.Failed("there is no sample of " + untried);
  }

  @Override
  public void warm() {
    for (int round = 0; round < WARMING_ROUNDS && !Thread.interrupted(); round++) {
      run();
    }
  }

  private List<ApiVersion> versions() {
    return registry.tables().stream().flatMap(table -> versions(table).stream()).toList();
  }

  private static List<ApiVersion> versions(ConversionTable table) {
    return List.of(table.spokeVersion(), table.hubVersion());
  }

  private List<ApiVersion> otherVersions(JsonObject sample, ApiVersion version) {
    return registry
        .table(version.group(), sample.textAt("kind").orElse(""))
        .map(table -> versions(table).stream().filter(other -> !other.equals(version)).toList())
        .orElse(List.of());
  }

  private boolean comesBack(JsonObject sample, ApiVersion version, ApiVersion other) {
    return converter.convert(sample, other) instanceof Conversion.Converted(var there)
        && converter.convert(there, version) instanceof Conversion.Converted(var back)
        && back.equals(sample);
  }
}
