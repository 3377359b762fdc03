package io.phasegate.testkit.dynamo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.phasegate.conversion.crd.CustomResourceDefinition;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.testkit.cluster.ApiClient;
import io.phasegate.testkit.cluster.StubCrds;
import io.phasegate.testkit.dynamo.DynamoStandIn.Jobs;
import io.phasegate.testkit.front.EmbeddedApiFront;
import io.phasegate.testkit.front.FrontOptions;
import io.phasegate.testkit.widget.WidgetWebhook;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What the stand-in does where nobody else ends Jobs. */
class DynamoStandInTest {

  private static final String OUTPUT = "/api/v1/namespaces/home/configmaps/dgdr-output-tiny";
  private static final String JOB = "/apis/batch/v1/namespaces/home/jobs/profile-tiny";

  @AutoClose private final WidgetWebhook webhook = new WidgetWebhook();

  @AutoClose
  private final EmbeddedApiFront front =
      EmbeddedApiFront.start(
          FrontOptions.of(webhook.url(), webhook.caPem())
              .serving(CustomResourceDefinition.of(StubCrds.DYNAMO.tree())));

  private final ApiClient api = ApiClient.to(front.url(), "");

  @Test
  void profilerTellsItsStepsAndEndsWithAResult() throws IOException {
    job("{}");

    try (var _ = play(List.of("SweepingPrefill", "SweepingDecode"))) {
      await().until(() -> api.get(JOB).text().contains("Complete"));
    }

    assertThat(stepsTold()).containsExactly("SweepingPrefill", "SweepingDecode", "Done");
    JsonObject data = api.get(OUTPUT).orThrow().json().objectAt("data").orElseThrow();
    assertThat(data.textAt("profiler_status")).hasValue("success");
    assertThat(data.textAt("phase")).hasValue("Done");
  }

  @Test
  void profilerThatIsToldToFailFailsWithAPodThatSaysWhy() throws IOException {
    job(
        """
        {stand-in.phasegate.io/profiler: fails, stand-in.phasegate.io/exit-code: "3",
         stand-in.phasegate.io/message: no GPU}
        """);

    try (var _ = play(List.of())) {
      await().until(() -> api.get(JOB).text().contains("BackoffLimitExceeded"));
    }

    String pod = api.get("/api/v1/namespaces/home/pods/profile-tiny-stand-in").orThrow().text();
    assertThat(pod).contains("\"exitCode\":3").contains("no GPU").contains("\"phase\":\"Failed\"");
    assertThat(api.get(OUTPUT).status()).isEqualTo(404);
  }

  @Test
  void profilerThatTakesAnHourIsLeftAlone() throws IOException {
    job("{stand-in.phasegate.io/profiler: takes-an-hour}");

    try (var _ = play(List.of())) {
      await().during(Duration.ofMillis(300)).until(() -> api.get(OUTPUT).status() == 404);
    }
  }

  @Test
  void deploymentBecomesSuccessfulByWayOfPending() throws IOException {
    String all = "/apis/nvidia.com/v1alpha1/namespaces/home/dynamographdeployments";
    api.create(
            all,
            DynamoResource.tree(
                """
                apiVersion: nvidia.com/v1alpha1
                kind: DynamoGraphDeployment
                metadata: {name: mine}
                spec: {services: {Frontend: {replicas: 2}}}
                """))
        .orThrow();

    try (var _ = play(List.of())) {
      await()
          .until(() ->
              api.get(all + "/mine").json().textAt("status.state").orElse("").equals("successful"));
    }

    assertThat(api.get(all + "/mine").json().at("status.services.Frontend.availableReplicas"))
        .hasValue(Json.Num.of(2));
  }

  /** The front remembers all changes, so a watch from the beginning tells them again. */
  private List<String> stepsTold() throws IOException {
    String events =
        api.get("/api/v1/namespaces/home/configmaps?watch=1&resourceVersion=1&timeoutSeconds=1")
            .text();
    return Pattern.compile("\"phase\":\"(\\w+)\"")
        .matcher(events)
        .results()
        .map(step -> step.group(1))
        .toList();
  }

  private DynamoStandIn play(List<String> steps) {
    return DynamoStandIn.start(
        api, Jobs.ARE_ENDED, steps, Duration.ofMillis(50), InstantSource.system());
  }

  private void job(String annotations) throws IOException {
    api.create(
            "/apis/batch/v1/namespaces/home/jobs",
            DynamoResource.tree(
                """
                apiVersion: batch/v1
                kind: Job
                metadata:
                  name: profile-tiny
                  namespace: home
                  labels: {app: dynamo-profiler, dgdr: tiny}
                spec: {template: {metadata: {annotations: %s}}}
                """
                    .formatted(annotations.replace("\n", " "))))
        .orThrow();
  }
}
