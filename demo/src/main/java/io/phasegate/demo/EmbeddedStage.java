package io.phasegate.demo;

import io.phasegate.conversion.crd.Crds;
import io.phasegate.conversion.crd.CustomResourceDefinition;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.testkit.cluster.ApiClient;
import io.phasegate.testkit.cluster.StubCrds;
import io.phasegate.testkit.dynamo.DynamoStandIn;
import io.phasegate.testkit.front.EmbeddedApiFront;
import io.phasegate.testkit.front.FrontOptions;
import io.phasegate.testkit.front.FrontOptions.AdmissionHook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** The embedded API front: in this process, up in moments. */
record EmbeddedStage(
    DemoWebhook webhook, EmbeddedApiFront front, DynamoStandIn dynamo, Path kubeconfig)
    implements Stage {

  private static final String RESOURCE = "dynamographdeploymentrequests";

  /**
   * Starts everything.
   *
   * @param home the source tree
   * @param pace of the stand-ins: between one step and the next
   */
  static EmbeddedStage start(Path home, Duration pace) throws IOException {
    DemoWebhook webhook = DemoWebhook.start();
    var options =
        FrontOptions.of(webhook.url(), webhook.caPem())
            .serving(Crds.read(RESOURCE))
            .serving(CustomResourceDefinition.of(StubCrds.DYNAMO.tree()))
            .admitting(
                AdmissionHook.mutating(RESOURCE + ".mutate.phasegate.io", "/mutate").on(RESOURCE))
            .admitting(
                AdmissionHook.validating(RESOURCE + ".validate.phasegate.io", "/validate")
                    .on(RESOURCE));
    EmbeddedApiFront front = EmbeddedApiFront.start(options);
    ApiClient api = ApiClient.to(front.url(), "");
    api.create("/api/v1/nodes", node()).orThrow();
    Scenery.set(api, home.resolve("manifests"));
    DynamoStandIn dynamo =
        DynamoStandIn.start(
            api,
            DynamoStandIn.Jobs.ARE_ENDED,
            Scenery.profilerSteps(),
            pace,
            InstantSource.system());
    return new EmbeddedStage(webhook, front, dynamo, kubeconfig(front));
  }

  private static JsonObject node() {
    return JsonObject.of("apiVersion", Json.text("v1"))
        .with("kind", Json.text("Node"))
        .with("metadata", JsonObject.of("name", Json.text(Scenery.NODE)));
  }

  private static Path kubeconfig(EmbeddedApiFront front) throws IOException {
    Path file = Files.createTempFile("phasegate-demo-", ".kubeconfig");
    file.toFile().deleteOnExit();
    return Files.writeString(
        file,
        """
        apiVersion: v1
        kind: Config
        clusters: [{name: demo, cluster: {server: "%s"}}]
        users: [{name: demo, user: {}}]
        contexts: [{name: demo, context: {cluster: demo, user: demo, namespace: default}}]
        current-context: demo
        """
            .formatted(front.url()));
  }

  @Override
  public List<String> description() {
    return List.of(
        "Phasegate on the embedded API front, " + front.url(),
        "with the webhook at " + webhook.url());
  }

  @Override
  public List<String> played() {
    return List.of(
        "the profiling Job: it runs nowhere, and its result is made up",
        "the node with its eight GPUs",
        "the DynamoGraphDeployment: it is there, and nothing is rolled out");
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
    dynamo.close();
    front.close();
    webhook.close();
    try {
      Files.deleteIfExists(kubeconfig);
    } catch (IOException e) {
      // A file of a few lines in a folder for such files: the end of the process tries again.
    }
  }
}
