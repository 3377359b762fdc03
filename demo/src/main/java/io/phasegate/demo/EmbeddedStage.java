package io.phasegate.demo;

import io.phasegate.conversion.crd.Crds;
import io.phasegate.testkit.cluster.ApiClient;
import io.phasegate.testkit.front.EmbeddedApiFront;
import io.phasegate.testkit.front.FrontOptions;
import io.phasegate.testkit.front.FrontOptions.AdmissionHook;
import java.io.IOException;
import java.util.List;

/** The embedded API front: in this process, up in moments. */
record EmbeddedStage(DemoWebhook webhook, EmbeddedApiFront front) implements Stage {

  private static final String RESOURCE = "dynamographdeploymentrequests";

  static EmbeddedStage start() throws IOException {
    DemoWebhook webhook = DemoWebhook.start();
    var options =
        FrontOptions.of(webhook.url(), webhook.caPem())
            .serving(Crds.read(RESOURCE))
            .admitting(AdmissionHook.mutating(RESOURCE + ".mutate.phasegate.io", "/mutate"))
            .admitting(AdmissionHook.validating(RESOURCE + ".validate.phasegate.io", "/validate"));
    return new EmbeddedStage(webhook, EmbeddedApiFront.start(options));
  }

  @Override
  public List<String> description() {
    return List.of(
        "Phasegate on the embedded API front, " + front.url(),
        "with the webhook at " + webhook.url());
  }

  @Override
  public ApiClient api() {
    return ApiClient.to(front.url(), "");
  }

  @Override
  public List<String> waysIn() {
    return List.of(
        "curl -s %s/apis/nvidia.com/v1beta1/%s".formatted(front.url(), RESOURCE),
        "curl -s %s/apis/nvidia.com/v1alpha1/%s".formatted(front.url(), RESOURCE),
        "kubectl --server=%s get dgdr --all-namespaces".formatted(front.url()));
  }

  @Override
  public void close() {
    front.close();
    webhook.close();
  }
}
