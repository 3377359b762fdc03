package io.phasegate.testkit.front;

import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.conversion.crd.CustomResourceDefinition;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.testkit.cluster.ApiClient;
import io.phasegate.testkit.cluster.StubCrds;
import io.phasegate.testkit.front.FrontOptions.AdmissionHook;
import io.phasegate.testkit.widget.WidgetWebhook;
import io.phasegate.testkit.widget.Widgets;
import java.io.IOException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Who is asked about what. */
class FrontHooksTest {

  @AutoClose private final WidgetWebhook webhook = new WidgetWebhook();

  @AutoClose
  private final EmbeddedApiFront front =
      EmbeddedApiFront.start(
          FrontOptions.of(webhook.url(), webhook.caPem())
              .serving(Widgets.crd())
              .serving(CustomResourceDefinition.of(StubCrds.DYNAMO.tree()))
              .admitting(AdmissionHook.mutating("mutate.example.com", "/mutate").on("widgets"))
              .admitting(
                  AdmissionHook.validating("validate.example.com", "/validate").on("widgets")));

  private final ApiClient api = ApiClient.to(front.url(), "");

  @Test
  void hookOnOneKindIsNotAskedAboutAnother() throws IOException {
    JsonObject deployment =
        JsonObject.of("apiVersion", Json.text("nvidia.com/v1alpha1"))
            .with("kind", Json.text("DynamoGraphDeployment"))
            .with("metadata", JsonObject.of("name", Json.text("mine")));

    api.create("/apis/nvidia.com/v1alpha1/namespaces/home/dynamographdeployments", deployment)
        .orThrow();

    assertThat(webhook.calls()).isEmpty();
  }

  @Test
  void hookIsAskedAboutItsOwnKind() throws IOException {
    api.create(Widgets.V1, Widgets.widget("v1", "one", "{\"size\": 3}")).orThrow();

    assertThat(webhook.calls()).isNotEmpty();
  }
}
