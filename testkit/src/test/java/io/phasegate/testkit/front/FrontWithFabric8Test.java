package io.phasegate.testkit.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The client that the reconciler uses, as it comes. */
@Timeout(60)
class FrontWithFabric8Test {

  @AutoClose private final Stage stage = new Stage();

  @AutoClose
  private final KubernetesClient client =
      new KubernetesClientBuilder().withConfig(config(stage)).build();

  private static Config config(Stage stage) {
    return new ConfigBuilder(Config.empty())
        .withMasterUrl(stage.front.url().toString())
        .withNamespace("home")
        .build();
  }

  private MixedOperation<
          GenericKubernetesResource,
          GenericKubernetesResourceList,
          Resource<GenericKubernetesResource>>
      widgets(String version) {
    return client.genericKubernetesResources("example.com/" + version, "Widget");
  }

  private static GenericKubernetesResource widget(String name, int size) {
    return new GenericKubernetesResourceBuilder()
        .withApiVersion("example.com/v1")
        .withKind("Widget")
        .withNewMetadata()
        .withName(name)
        .endMetadata()
        .addToAdditionalProperties("spec", Map.of("size", size))
        .build();
  }

  @Test
  void createsInOneVersionAndListsInTheOther() {
    widgets("v1").resource(widget("one", 3)).create();

    List<GenericKubernetesResource> items = widgets("v2").inAnyNamespace().list().getItems();

    assertThat(items)
        .singleElement()
        .satisfies(item -> assertThat(item.<Integer>get("spec", "width")).isEqualTo(3));
  }

  @Test
  void editsByItsOwnKindOfPatch() {
    widgets("v1").resource(widget("one", 3)).create();

    widgets("v2")
        .withName("one")
        .edit(item -> {
          item.getMetadata().setLabels(Map.of("tier", "gold"));
          return item;
        });

    assertThat(widgets("v1").withName("one").get().getMetadata().getLabels())
        .containsEntry("tier", "gold");
  }

  @Test
  void readsARefusal() {
    var tooLarge = widgets("v1").resource(widget("one", 101));

    assertThatThrownBy(tooLarge::create)
        .isInstanceOfSatisfying(
            KubernetesClientException.class,
            refusal -> {
              assertThat(refusal.getCode()).isEqualTo(422);
              assertThat(refusal.getStatus().getDetails().getCauses())
                  .extracting(cause -> cause.getField())
                  .containsExactly("spec.size");
            });
  }

  @Test
  void appliesFromItsSide() {
    widgets("v1").resource(widget("one", 3)).forceConflicts().serverSideApply();
    widgets("v1").resource(widget("one", 4)).forceConflicts().serverSideApply();

    assertThat(widgets("v1").withName("one").get().<Integer>get("spec", "size")).isEqualTo(4);
  }

  @Test
  void deletes() {
    widgets("v1").resource(widget("one", 3)).create();

    widgets("v1").withName("one").delete();

    assertThat(widgets("v1").withName("one").get()).isNull();
  }

  @Test
  void informerFollowsWithoutWebSockets() {
    widgets("v1").resource(widget("early", 1)).create();

    try (var informer = widgets("v2").inAnyNamespace().inform()) {
      await()
          .untilAsserted(
              () -> assertThat(names(informer.getStore().list())).containsExactly("early"));
      widgets("v1").resource(widget("late", 2)).create();
      await()
          .untilAsserted(
              () -> assertThat(names(informer.getStore().list())).containsOnly("early", "late"));
      widgets("v1").withName("early").delete();
      await()
          .untilAsserted(
              () -> assertThat(names(informer.getStore().list())).containsExactly("late"));
      assertThat(informer.isWatching()).isTrue();
    }
  }

  private static List<String> names(List<GenericKubernetesResource> items) {
    return items.stream().map(item -> item.getMetadata().getName()).toList();
  }

  @Test
  void otherKindsAreTheMocksOwn() {
    ConfigMap settings =
        new ConfigMapBuilder()
            .withNewMetadata()
            .withName("settings")
            .endMetadata()
            .addToData("colour", "red")
            .build();

    client.configMaps().resource(settings).create();

    assertThat(client.configMaps().withName("settings").get().getData())
        .containsEntry("colour", "red");
    assertThat(stage.webhook.calls()).isEmpty();
  }

  @Test
  void informerFollowsOtherKindsToo() {
    try (var informer = client.configMaps().inform()) {
      client
          .configMaps()
          .resource(new ConfigMapBuilder().withNewMetadata().withName("late").endMetadata().build())
          .create();

      await()
          .untilAsserted(() ->
              assertThat(informer.getStore().list())
                  .extracting(map -> map.getMetadata().getName())
                  .containsExactly("late"));
    }
  }

  @Test
  void kindsThatEveryApiServerHasAreFoundAsWellAsRegisteredOnes() {
    assertThat(client.supports("batch/v1", "Job")).isTrue();
    assertThat(client.supports("v1", "Pod")).isTrue();
    assertThat(client.supports("example.com/v2", "Widget")).isTrue();
    assertThat(client.supports("apps/v1", "Deployment")).isFalse();
  }

  @Test
  void crdOfARegisteredKindSaysWhoConverts() {
    var crd =
        client.apiextensions().v1().customResourceDefinitions().withName("widgets.example.com");

    var conversion = crd.get().getSpec().getConversion();

    assertThat(conversion.getStrategy()).isEqualTo("Webhook");
    assertThat(conversion.getWebhook().getClientConfig().getUrl())
        .isEqualTo(stage.webhook.url() + "/convert");
    assertThat(conversion.getWebhook().getClientConfig().getCaBundle()).isNotBlank();
  }

  @Test
  void applyIsAnUpsertForOtherKindsToo() {
    ConfigMapBuilder settings =
        new ConfigMapBuilder().withNewMetadata().withName("settings").endMetadata();

    client.configMaps().resource(settings.addToData("colour", "red").build()).serverSideApply();
    client.configMaps().resource(settings.addToData("size", "large").build()).serverSideApply();

    assertThat(client.configMaps().withName("settings").get().getData())
        .containsEntry("colour", "red")
        .containsEntry("size", "large");
  }
}
