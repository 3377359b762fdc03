package io.phasegate.demo;

import io.phasegate.cli.BadInput;
import io.phasegate.conversion.json.Draft;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.testkit.cluster.ApiClient;
import io.phasegate.testkit.cluster.Cluster;
import io.phasegate.testkit.cluster.ClusterException;
import io.phasegate.testkit.cluster.ClusterOptions;
import io.phasegate.testkit.cluster.StubCrds;
import io.phasegate.testkit.cluster.programs.ClusterPrograms;
import io.phasegate.testkit.cluster.programs.ClusterPrograms.Found;
import io.phasegate.testkit.cluster.programs.ClusterPrograms.Missing;
import io.phasegate.testkit.cluster.programs.Program;
import io.phasegate.testkit.cluster.programs.Surroundings;
import io.phasegate.testkit.dynamo.DynamoStandIn;
import io.phasegate.testkit.dynamo.ProfilerStages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A real kube-apiserver and etcd, with controllers and a node that kwok plays; the CRD and the
 * webhook configurations are those of the manifests.
 */
record RealStage(
    DemoWebhook webhook,
    Cluster cluster,
    StandInScheduler scheduler,
    DynamoStandIn dynamo,
    Path kubectl)
    implements Stage {

  private static final String FIELD_MANAGER = "phasegate-demo";
  private static final String CRDS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/";
  private static final String CONFIGURATIONS = "/apis/admissionregistration.k8s.io/v1/";

  /**
   * Starts the cluster, registers the webhook, and lets the stand-ins begin.
   *
   * @param home the source tree
   * @param pace of the stand-ins: between one step and the next
   */
  static RealStage start(Path home, Duration pace) throws IOException {
    List<String> steps = Scenery.profilerSteps();
    ClusterOptions options =
        ClusterOptions.apiServerOnly()
            .withControllers()
            .withNodes(Scenery.NODE)
            .withStage(ProfilerStages.yaml())
            .withStage(ProfilerStages.unhurried(pace.multipliedBy(steps.size() + 1)))
            .under(home.resolve("demo/target/cluster"));
    Found programs = programs(options, home);
    DemoWebhook webhook = DemoWebhook.start();
    Cluster cluster = cluster(options, programs);
    ApiClient api = cluster.api();
    var stage =
        new RealStage(
            webhook,
            cluster,
            StandInScheduler.start(api, Scenery.NODE),
            DynamoStandIn.start(
                api, DynamoStandIn.Jobs.END_BY_THEMSELVES, steps, pace, InstantSource.system()),
            programs.path(Program.KUBECTL));
    stage.register(home.resolve("manifests"));
    Scenery.set(api, home.resolve("manifests"));
    return stage;
  }

  private static Cluster cluster(ClusterOptions options, Found programs) {
    try {
      return Cluster.start(options, programs);
    } catch (ClusterException e) {
      throw new BadInput("the cluster did not start: " + e.getMessage());
    }
  }

  private static Found programs(ClusterOptions options, Path home) {
    var here = Surroundings.ofThisProcess().at(home);
    return switch (ClusterPrograms.find(options.programs(), here, System.err::println)) {
      case Found found -> found;
      case Missing(var sentence) -> throw new BadInput(sentence);
    };
  }

  private void register(Path manifests) throws IOException {
    JsonObject crd = Scenery.read(manifests.resolve("crds/dynamographdeploymentrequests.yaml"));
    JsonObject stanza = crd.objectAt("spec.conversion.webhook").orElseThrow();
    Draft draft = Draft.of(crd);
    draft.put(
        io.phasegate.conversion.json.Path.of("spec.conversion.webhook"),
        stanza.with("clientConfig", clientConfig("/convert")));
    for (JsonObject each : List.of(draft.freeze(), StubCrds.DYNAMO.tree())) {
      String name = each.textAt("metadata.name").orElseThrow();
      api().apply(CRDS + name, FIELD_MANAGER, each).orThrow();
    }
    cluster.awaitCrds();
    for (String kind : List.of("mutating", "validating")) {
      JsonObject configuration =
          Scenery.read(manifests.resolve("base/%swebhookconfiguration.yaml".formatted(kind)));
      api()
          .apply(
              CONFIGURATIONS + kind + "webhookconfigurations/phasegate",
              FIELD_MANAGER,
              pointedHere(configuration))
          .orThrow();
    }
  }

  /** The configuration as shipped, but for where the webhook is. */
  private JsonObject pointedHere(JsonObject configuration) {
    List<Json> hooks = new ArrayList<>();
    for (Json item : configuration.get("webhooks").flatMap(Json::asArray).orElseThrow()) {
      JsonObject hook = item.asObject().orElseThrow();
      String path = hook.textAt("clientConfig.service.path").orElseThrow();
      hooks.add(hook.with("clientConfig", clientConfig(path)).without("namespaceSelector"));
    }
    return configuration.with("webhooks", JsonArray.of(hooks));
  }

  private JsonObject clientConfig(String path) {
    byte[] ca = webhook.caPem().getBytes(StandardCharsets.UTF_8);
    return JsonObject.of("url", Json.text(webhook.url() + path))
        .with("caBundle", Json.text(Base64.getEncoder().encodeToString(ca)));
  }

  @Override
  public List<String> description() {
    return List.of(
        "Phasegate on a real kube-apiserver, " + cluster.serverUrl(),
        "with the webhook at " + webhook.url());
  }

  @Override
  public List<String> played() {
    return List.of(
        "the profiler: its Job and Pod are real, kwok plays the Pod, the result is made up",
        "the scheduler, and the node with its eight GPUs",
        "Dynamo's operator: the DynamoGraphDeployment is real, and nothing is rolled out");
  }

  @Override
  public Path kubeconfig() {
    return cluster.kubeconfig();
  }

  @Override
  public ApiClient api() {
    return cluster.api();
  }

  @Override
  public List<String> waysIn() {
    return List.of(
        "export KUBECONFIG=" + cluster.kubeconfig().toAbsolutePath(),
        kubectl + " get dgdr,job,pod,dgd --all-namespaces",
        kubectl + " explain dgdr.spec --api-version=nvidia.com/v1alpha1");
  }

  @Override
  public void close() {
    dynamo.close();
    scheduler.close();
    cluster.close();
    webhook.close();
  }
}
