package io.phasegate.webhook;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.phasegate.admission.AdmittedKind;
import io.phasegate.admission.rule.Operation;
import io.phasegate.conversion.ApiVersion;
import io.phasegate.conversion.Conversion;
import io.phasegate.conversion.ConversionRegistry;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.Path;
import io.phasegate.conversion.review.ReviewAnswer.Outcome;
import io.phasegate.conversion.table.ConversionTable;
import io.phasegate.conversion.table.Part;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is counted of single objects, by kind and versions (D-52). Labels come from the registry and
 * never from a request, whose words are anybody's.
 */
final class KindMeters implements MeterBinder {

  private static final String UNKNOWN = "unknown";

  private static final Path ANNOTATIONS = Path.of("metadata.annotations");

  /** Up to what an object's annotations may take together, 256 KiB. */
  private static final double[] PAYLOADS = {256, 1024, 4096, 16_384, 65_536, 262_144};

  private final ConversionRegistry conversions;
  private final List<AdmittedKind> admitted;
  private final CompositeMeterRegistry meters = new CompositeMeterRegistry();
  private final Map<Way, Counter> objects = new ConcurrentHashMap<>();
  private final Map<String, DistributionSummary> payloads = new ConcurrentHashMap<>();

  private final Map<Judgement, Counter> judgements = new ConcurrentHashMap<>();

  private record Judgement(String kind, String version, Operation operation, Outcome outcome) {}

  private record Way(String kind, String from, String to, String result) {}

  KindMeters(ConversionRegistry conversions, List<AdmittedKind> admitted) {
    this.conversions = conversions;
    this.admitted = List.copyOf(admitted);
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    meters.add(registry);
  }

  /** Counts the conversion of one object. */
  void converted(JsonObject object, ApiVersion desired, Conversion conversion) {
    ApiVersion current = ApiVersion.of(object.textAt("apiVersion").orElse(""));
    Optional<ConversionTable> table =
        conversions.table(current.group(), object.textAt("kind").orElse(""));
    String kind = table.map(ConversionTable::kind).orElse(UNKNOWN);
    String from = version(table, current);
    String to = version(table, desired);
    switch (conversion) {
      case Conversion.Converted(var converted) -> {
        count(new Way(kind, from, to, "success"));
        table.ifPresent(known -> measure(known, converted));
      }
      case Conversion.Refused _ -> count(new Way(kind, from, to, "refused"));
    }
  }

  /** Counts the judgement of one write. */
  void judged(Operation operation, JsonObject object, Outcome outcome) {
    ApiVersion version = ApiVersion.of(object.textAt("apiVersion").orElse(""));
    String word = object.textAt("kind").orElse("");
    Optional<AdmittedKind> kind = admitted(version.group(), word);
    var judgement =
        new Judgement(
            kind.map(known -> known.crd().kind()).orElse(UNKNOWN),
            kind.filter(known -> known.versions().containsKey(version.version()))
                .map(_ -> version.version())
                .orElse(UNKNOWN),
            operation,
            outcome);
    judgements.computeIfAbsent(judgement, this::counter).increment();
  }

  private Optional<AdmittedKind> admitted(String group, String kind) {
    for (AdmittedKind known : admitted) {
      if (known.crd().kind().equals(kind) && known.crd().group().equals(group)) {
        return Optional.of(known);
      }
    }
    return Optional.empty();
  }

  private static String version(Optional<ConversionTable> table, ApiVersion version) {
    return table
        .filter(known -> known.versions().contains(version.version()))
        .filter(known -> known.group().equals(version.group()))
        .map(_ -> version.version())
        .orElse(UNKNOWN);
  }

  private void count(Way way) {
    objects.computeIfAbsent(way, this::counter).increment();
  }

  private void measure(ConversionTable table, JsonObject converted) {
    Optional<JsonObject> annotations = converted.at(ANNOTATIONS).flatMap(Json::asObject);
    if (annotations.isEmpty()) {
      return;
    }
    int chars = 0;
    for (Part part : table.parts()) {
      chars += annotations.get().get(part.payloadKey()).flatMap(Json::asText).orElse("").length();
    }
    if (chars > 0) {
      payloads.computeIfAbsent(table.kind(), this::summary).record(chars);
    }
  }

  private Counter counter(Way way) {
    return Counter.builder("phasegate.conversion.objects")
        .description("Objects by kind, the two versions and what became of them")
        .tags("kind", way.kind, "from", way.from, "to", way.to, "result", way.result)
        .register(meters);
  }

  private Counter counter(Judgement judgement) {
    return Counter.builder("phasegate.admission.objects")
        .description("Writes judged or filled in, by kind, version, operation and result")
        .tags(
            "kind",
            judgement.kind,
            "version",
            judgement.version,
            "operation",
            judgement.operation.name().toLowerCase(Locale.ROOT),
            "result",
            judgement.outcome.name().toLowerCase(Locale.ROOT))
        .register(meters);
  }

  private DistributionSummary summary(String kind) {
    return DistributionSummary.builder("phasegate.conversion.payload.size")
        .description("What a converted object carries in annotations for the other version")
        .baseUnit("characters")
        .tag("kind", kind)
        .serviceLevelObjectives(PAYLOADS)
        .register(meters);
  }
}
