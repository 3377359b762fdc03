package io.phasegate.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.yaml.MalformedYaml;
import io.phasegate.conversion.yaml.YamlDocument;
import io.phasegate.conversion.yaml.YamlReader;
import io.phasegate.testkit.cluster.Cluster;
import io.phasegate.testkit.cluster.junit.RealCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Ruling 17: built for a namespace that is not the default one, everything that names the webhook's
 * Service names the same. Needs the cluster's kubectl, for its kustomize.
 */
@RealCluster
class NamesAgreeIT {

  private final Cluster cluster;
  private final String built;
  private final List<JsonObject> objects;

  NamesAgreeIT(Cluster cluster) throws IOException, MalformedYaml {
    this.cluster = cluster;
    this.built = text(Installation.kustomization(cluster).toString());
    this.objects = objects(built);
  }

  private String text(String folder) {
    return cluster.kubectl("kustomize", folder).orThrow().out();
  }

  private static List<JsonObject> objects(String built) throws MalformedYaml {
    return YamlReader.read(built).stream()
        .map(YamlDocument::value)
        .map(value -> value.asObject().orElseThrow())
        .toList();
  }

  @Test
  void D40_nothingRemembersTheDefaultNamespace() {
    assertThat(built).doesNotContain("phasegate-system").doesNotContain("$(PHASEGATE");
  }

  @Test
  void K1_D40_everyClientConfigNamesTheService() {
    JsonObject service = one("Service");

    assertThat(clientConfigs())
        .hasSizeGreaterThanOrEqualTo(3)
        .allSatisfy(config -> {
          assertThat(config.at("service.name")).isEqualTo(service.at("metadata.name"));
          assertThat(config.at("service.namespace"))
              .isEqualTo(service.at("metadata.namespace"))
              .hasValue(Json.text(Installation.NAMESPACE));
          assertThat(config.has("caBundle")).isFalse();
        });
  }

  @Test
  void K3_pathsAreThoseThatTheWebhookServes() {
    assertThat(clientConfigs())
        .extracting(config -> config.textAt("service.path").orElse(""))
        .containsOnly("/convert", "/validate", "/mutate");
  }

  @Test
  void certificateIsForTheNameThatTheApiServerAsksFor() {
    String name = one("Service").textAt("metadata.name").orElseThrow();

    assertThat(items(named("Certificate", "phasegate-webhook"), "spec.dnsNames"))
        .contains(Json.text(name + "." + Installation.NAMESPACE + ".svc"));
  }

  @Test
  void podMountsTheSecretThatTheCertificateFills() {
    Json secret = named("Certificate", "phasegate-webhook").at("spec.secretName").orElseThrow();

    assertThat(items(named("Deployment", "phasegate-webhook"), "spec.template.spec.volumes"))
        .anyMatch(volume ->
            volume
                .asObject()
                .flatMap(object -> object.at("secret.secretName"))
                .filter(secret::equals)
                .isPresent());
  }

  @Test
  void reconcilerRunsAsTheAccountThatTheRolesAreBoundTo() {
    JsonObject deployment = named("Deployment", "phasegate-reconciler");
    String account = deployment.textAt("spec.template.spec.serviceAccountName").orElseThrow();

    assertThat(Stream.concat(all("RoleBinding"), all("ClusterRoleBinding")))
        .flatExtracting(binding -> items(binding, "subjects"))
        .hasSizeGreaterThan(2)
        .allSatisfy(item -> {
          JsonObject subject = item.asObject().orElseThrow();
          assertThat(subject.textAt("name")).hasValue(account);
          assertThat(subject.textAt("namespace")).hasValue(Installation.NAMESPACE);
        });
  }

  @Test
  void sidecarOfProfilingJobsIsTheImageOfTheReconciler() {
    JsonObject container =
        items(named("Deployment", "phasegate-reconciler"), "spec.template.spec.containers")
            .getFirst()
            .asObject()
            .orElseThrow();

    assertThat(items(container, "env"))
        .contains(
            JsonObject.of("name", Json.text("PHASEGATE_COPIER_IMAGE"))
                .with("value", container.get("image").orElseThrow()));
  }

  @Test
  void monitoringIsBuiltIntoTheSameNamespaceAndWatchesOurPods() throws IOException, MalformedYaml {
    List<JsonObject> built = objects(text(withMonitoring().toString()));
    JsonObject monitor =
        built.stream()
            .filter(object -> object.textAt("kind").filter("PodMonitor"::equals).isPresent())
            .filter(object -> object.textAt("metadata.name").orElse("").endsWith("webhook"))
            .findFirst()
            .orElseThrow();
    JsonObject dashboard =
        built.stream()
            .filter(object -> object.at("metadata.labels.grafana_dashboard").isPresent())
            .findFirst()
            .orElseThrow();

    assertThat(List.of(monitor, oneOf(built, "PrometheusRule"), dashboard))
        .extracting(object -> object.textAt("metadata.namespace").orElse(""))
        .containsOnly(Installation.NAMESPACE);
    assertThat(dashboard.objectAt("data").orElseThrow().keys()).containsExactly("phasegate.json");
    JsonObject selected = monitor.objectAt("spec.selector.matchLabels").orElseThrow();
    assertThat(
            named("Deployment", "phasegate-webhook")
                .objectAt("spec.template.metadata.labels")
                .orElseThrow()
                .entries())
        .as("the labels of our pods")
        .containsAll(selected.entries());
    assertThat(items(monitor, "spec.podMetricsEndpoints"))
        .extracting(endpoint -> endpoint.asObject().orElseThrow().textAt("port").orElse(""))
        .isSubsetOf(portsOf(named("Deployment", "phasegate-webhook")));
  }

  /** As docs/operations.md says it: one more line. */
  private Path withMonitoring() throws IOException {
    Path folder = Files.createDirectories(cluster.logs().resolve("with-monitoring"));
    Path here = folder.toAbsolutePath();
    Files.writeString(
        folder.resolve("kustomization.yaml"),
        """
        namespace: %s
        resources: [%s]
        components: [%s]
        """
            .formatted(
                Installation.NAMESPACE,
                here.relativize(Path.of("overlays", "cert-manager").toAbsolutePath()),
                here.relativize(Path.of("components", "monitoring").toAbsolutePath())));
    return folder;
  }

  private static JsonObject oneOf(List<JsonObject> objects, String kind) {
    return objects.stream()
        .filter(object -> object.textAt("kind").filter(kind::equals).isPresent())
        .findFirst()
        .orElseThrow();
  }

  private static List<String> portsOf(JsonObject deployment) {
    return items(deployment, "spec.template.spec.containers").stream()
        .flatMap(container -> items(container.asObject().orElseThrow(), "ports").stream())
        .map(port -> port.asObject().orElseThrow().textAt("name").orElse(""))
        .toList();
  }

  @Test
  void namespacedOverlayGivesNoRightInTheWholeCluster() throws MalformedYaml {
    List<JsonObject> namespaced = objects(text("overlays/namespaced"));

    assertThat(namespaced)
        .extracting(object -> object.textAt("kind").orElse(""))
        .contains("Role", "RoleBinding")
        .doesNotContain("ClusterRole", "ClusterRoleBinding");
  }

  @Test
  void K4_D39_bundlesAreInjectedIntoJustTheThreeObjectsThatNeedThem() {
    assertThat(objects)
        .filteredOn(object -> injectsFrom(object).findAny().isPresent())
        .allSatisfy(object ->
            assertThat(injectsFrom(object))
                .containsExactly(Installation.NAMESPACE + "/phasegate-webhook"))
        .extracting(object -> object.textAt("kind").orElse(""))
        .containsExactlyInAnyOrder(
            "CustomResourceDefinition",
            "ValidatingWebhookConfiguration",
            "MutatingWebhookConfiguration");
  }

  @Test
  void admissionSeesEveryServedVersion() {
    assertThat(all("CustomResourceDefinition"))
        .hasSizeGreaterThan(1)
        .allSatisfy(crd -> {
          String plural = crd.textAt("spec.names.plural").orElseThrow();
          List<String> served =
              items(crd, "spec.versions").stream()
                  .flatMap(version -> version.asObject().flatMap(v -> v.textAt("name")).stream())
                  .toList();
          assertThat(versionsSeen("ValidatingWebhookConfiguration", plural))
              .containsExactlyInAnyOrderElementsOf(served);
          // Not every kind has something to fill in.
          assertThat(versionsSeen("MutatingWebhookConfiguration", plural))
              .isIn(List.of(), versionsSeen("ValidatingWebhookConfiguration", plural));
        });
  }

  private List<String> versionsSeen(String kind, String plural) {
    return hooks(kind)
        .flatMap(hook -> items(hook, "rules").stream())
        .map(rule -> rule.asObject().orElseThrow())
        .filter(rule -> items(rule, "resources").contains(Json.text(plural)))
        .flatMap(rule -> items(rule, "apiVersions").stream())
        .flatMap(version -> version.asText().stream())
        .toList();
  }

  private List<JsonObject> clientConfigs() {
    return Stream.of(
            all("CustomResourceDefinition")
                .flatMap(crd -> crd.objectAt("spec.conversion.webhook.clientConfig").stream()),
            hooks("ValidatingWebhookConfiguration")
                .flatMap(h -> h.objectAt("clientConfig").stream()),
            hooks("MutatingWebhookConfiguration").flatMap(h -> h.objectAt("clientConfig").stream()))
        .flatMap(configs -> configs)
        .toList();
  }

  private Stream<JsonObject> hooks(String kind) {
    return items(one(kind), "webhooks").stream().flatMap(hook -> hook.asObject().stream());
  }

  private static Stream<String> injectsFrom(JsonObject object) {
    return object.objectAt("metadata.annotations").stream()
        .flatMap(annotations -> annotations.get("cert-manager.io/inject-ca-from").stream())
        .flatMap(value -> value.asText().stream());
  }

  private static List<Json> items(JsonObject object, String path) {
    return object.at(path).flatMap(Json::asArray).map(JsonArray::items).orElse(List.of());
  }

  private Stream<JsonObject> all(String kind) {
    return objects.stream().filter(object -> object.textAt("kind").orElse("").equals(kind));
  }

  private JsonObject one(String kind) {
    List<JsonObject> found = all(kind).toList();
    assertThat(found).as(kind).hasSize(1);
    return found.getFirst();
  }

  private JsonObject named(String kind, String name) {
    return objects.stream()
        .filter(object -> object.textAt("kind").orElse("").equals(kind))
        .filter(object -> object.textAt("metadata.name").orElse("").equals(name))
        .findFirst()
        .orElseThrow();
  }
}
