package io.phasegate.testkit.front;

import io.phasegate.conversion.json.JsonObject;
import io.phasegate.testkit.cluster.ApiClient;
import io.phasegate.testkit.cluster.ApiResponse;
import io.phasegate.testkit.front.FrontOptions.AdmissionHook;
import io.phasegate.testkit.front.FrontOptions.Operation;
import io.phasegate.testkit.front.FrontOptions.Role;
import io.phasegate.testkit.widget.WidgetWebhook;
import io.phasegate.testkit.widget.Widgets;
import java.io.IOException;
import java.util.EnumSet;

/** A front that serves widgets, the webhook behind it and a client before it. */
final class Stage implements AutoCloseable {

  final WidgetWebhook webhook = new WidgetWebhook();
  final EmbeddedApiFront front =
      EmbeddedApiFront.start(
          FrontOptions.of(webhook.url(), webhook.caPem())
              .serving(Widgets.crd())
              .admitting(AdmissionHook.mutating("mutate.example.com", "/mutate"))
              .admitting(
                  new AdmissionHook(
                      Role.VALIDATING,
                      "validate.example.com",
                      "/validate",
                      EnumSet.allOf(Operation.class))));
  final ApiClient api = ApiClient.to(front.url(), "");

  /** Creates a widget in v1 and returns it as the front answered. */
  JsonObject createdV1(String name, String spec) throws IOException {
    ApiResponse created = api.create(Widgets.V1, Widgets.widget("v1", name, spec));
    return created.orThrow().json();
  }

  @Override
  public void close() {
    front.close();
    webhook.close();
  }
}
