package io.phasegate.webhook;

import static io.phasegate.webhook.Scene.limited;
import static io.phasegate.webhook.Scene.limits;
import static io.phasegate.webhook.Scene.patiently;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.admission.rule.Settings;
import io.phasegate.conversion.Kinds;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.JsonReader;
import io.phasegate.conversion.json.JsonWriter;
import io.phasegate.conversion.yaml.YamlReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Metrics, and the alarms, the dashboard and the page that speak of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MonitoringTest {

  private static final Path ROOT = Path.of("..");
  private static final Path MONITORING = ROOT.resolve("manifests/components/monitoring");
  private static final Pattern METRIC = Pattern.compile("\\b(?:phasegate|jvm|process)_[a-z_]+\\b");

  private String scraped = "";

  @BeforeAll
  void scrapeAServerAfterSomeTraffic() throws Exception {
    var kinds = AllKinds.with(Settings.standard());
    try (var scene =
        Scene.ready(options ->
            limited(limits(1_000_000, 1_000_000, 0, 9)).apply(options.withKinds(kinds)))) {
      for (JsonObject sample : Kinds.samples()) {
        scene.post("/convert", conversion(sample, "nvidia.com/v1alpha1"));
        scene.post("/convert", conversion(sample, "nvidia.com/v1beta1"));
        scene.post("/convert", conversion(sample, "nvidia.com/v7"));
        scene.post("/validate", admission(sample));
      }
      scene.post("/nowhere", "{}");
      System.gc(); // or the metric of pauses would be there some time later
      patiently().until(() -> scene.health("/metrics").body().contains("jvm_gc_pause"));
      scraped = scene.health("/metrics").body();
    }
  }

  @Test
  void D52_conversionsAreCountedByKindVersionsAndResult() {
    assertThat(scraped)
        .contains(
            "phasegate_conversion_objects_total{from=\"v1alpha1\","
                + "kind=\"DynamoGraphDeploymentRequest\",result=\"success\",to=\"v1beta1\"} 1.0")
        .contains(
            "phasegate_conversion_objects_total{from=\"v1alpha1\","
                + "kind=\"DynamoGraphDeploymentRequest\",result=\"refused\",to=\"unknown\"} 1.0");
  }

  @Test
  void judgementsAreCountedByKindVersionOperationAndResult() {
    assertThat(scraped)
        .contains(
            "phasegate_admission_objects_total{kind=\"DynamoGraphDeploymentRequest\","
                + "operation=\"create\",result=\"success\",version=\"v1beta1\"} 1.0");
  }

  @Test
  void latencyHasBucketsFromAMillisecondToTenSeconds() {
    assertThat(scraped)
        .contains("request_duration_seconds_bucket{endpoint=\"convert\",le=\"0.001\"}")
        .contains("request_duration_seconds_bucket{endpoint=\"convert\",le=\"10.0\"}");
  }

  @Test
  void labelsNeverComeFromARequest() {
    assertThat(scraped).doesNotContain("v7", "/nowhere");
  }

  @Test
  void alarmsNameOnlyMetricsThatExist() throws Exception {
    String text = Files.readString(MONITORING.resolve("prometheusrule.yaml"));
    JsonObject rule = YamlReader.read(text).getFirst().value().asObject().orElseThrow();
    List<String> expressions = textsOf("expr", rule);

    assertThat(expressions).hasSizeGreaterThan(5);
    assertThat(scrapedNames()).containsAll(metricsIn(expressions));
  }

  @Test
  void dashboardNamesOnlyMetricsThatExist() throws Exception {
    JsonObject dashboard =
        JsonReader.readObject(Files.readAllBytes(MONITORING.resolve("dashboard.json")));
    List<String> expressions = textsOf("expr", dashboard);

    assertThat(expressions).hasSizeGreaterThan(10);
    assertThat(scrapedNames()).containsAll(metricsIn(expressions));
  }

  @Test
  void everyMetricAndEveryAlarmIsExplained() throws Exception {
    String page = Files.readString(ROOT.resolve("docs/operations.md"));
    String text = Files.readString(MONITORING.resolve("prometheusrule.yaml"));
    JsonObject rule = YamlReader.read(text).getFirst().value().asObject().orElseThrow();

    assertThat(page).contains(textsOf("alert", rule));
    assertThat(page).contains(declaredNames());
  }

  @Test
  void everyCauseOfRejectionIsCountedFromTheStartAndExplained() throws Exception {
    String page = Files.readString(ROOT.resolve("docs/operations.md"));

    for (Refusal refusal : Refusal.ofReviews()) {
      assertThat(page).contains("`" + refusal.result() + "`");
      for (String endpoint : List.of("convert", "mutate", "validate")) {
        assertThat(scraped)
            .contains(
                "phasegate_webhook_rejected_total{cause=\"%s\",endpoint=\"%s\"} 0.0"
                    .formatted(refusal.result(), endpoint));
      }
    }
    assertThat(page).contains("`unknown_path`");
  }

  @Test
  void highestValuesOfHistogramsAreExplained() throws Exception {
    assertThat(scraped).contains("phasegate_webhook_request_duration_seconds_max");
    assertThat(Files.readString(ROOT.resolve("docs/operations.md"))).contains("`…_max`");
  }

  /** As the server declares them, ours only: without the endings of histograms. */
  private List<String> declaredNames() {
    return scraped
        .lines()
        .filter(line -> line.startsWith("# TYPE phasegate_"))
        .map(line -> line.split(" ", 4)[2])
        .filter(name -> !name.endsWith("_max"))
        .toList();
  }

  private Set<String> scrapedNames() {
    return scraped
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split("[{ ]", 2)[0])
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> metricsIn(List<String> expressions) {
    return expressions.stream()
        .flatMap(expression -> METRIC.matcher(expression).results().map(found -> found.group()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> textsOf(String key, Json json) {
    List<String> found = new ArrayList<>();
    if (json instanceof JsonObject object) {
      for (var entry : object.entries()) {
        if (entry.getKey().equals(key)) {
          entry.getValue().asText().ifPresent(found::add);
        }
        found.addAll(textsOf(key, entry.getValue()));
      }
    } else if (json instanceof JsonArray array) {
      array.items().forEach(item -> found.addAll(textsOf(key, item)));
    }
    return found;
  }

  private static String conversion(JsonObject object, String desired) {
    return """
    {"kind":"ConversionReview","apiVersion":"apiextensions.k8s.io/v1",
     "request":{"uid":"u","desiredAPIVersion":"%s","objects":[%s]}}\
    """
        .formatted(desired, JsonWriter.text(object));
  }

  private static String admission(JsonObject object) {
    return new String(
        JsonWriter.bytes(
            JsonObject.of("kind", Json.text("AdmissionReview"))
                .with("apiVersion", Json.text("admission.k8s.io/v1"))
                .with(
                    "request",
                    JsonObject.of("uid", Json.text("u"))
                        .with("operation", Json.text("CREATE"))
                        .with("object", object))),
        UTF_8);
  }
}
