package io.phasegate.testkit.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.testkit.cluster.BreakableLink.Side;
import io.phasegate.testkit.cluster.BreakableLink.Write;
import io.phasegate.testkit.cluster.junit.RealCluster;
import io.phasegate.testkit.cluster.junit.TestNamespace;
import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A link to a real API server, and what its client and the API server see of each other. */
@RealCluster
class BreakableLinkIT {

  private static final Write SECOND = new Write("POST configmaps", 2);

  private final ApiClient api;
  private final String namespace;
  private final BreakableLink link;
  private final ApiClient linked;

  /** Names of its own for each test, since they share the namespace of the class. */
  private final String name = "map-" + UUID.randomUUID();

  BreakableLinkIT(Cluster cluster, TestNamespace namespace) {
    this.api = cluster.api();
    this.namespace = namespace.name();
    this.link = BreakableLink.to(cluster);
    this.linked = ApiClient.to(link.url(), "").withToken(cluster.adminToken());
  }

  @AfterEach
  void close() {
    link.close();
  }

  @Test
  void whatIsWrittenAndReadGoesThroughAndIsCounted() throws IOException {
    create("a");
    create("b");

    assertThat(linked.get(url("a")).succeeded()).isTrue();
    assertThat(link.writes(namespace)).containsExactly(new Write("POST configmaps", 1), SECOND);
    assertThat(link.isBroken(namespace)).isFalse();
  }

  @Test
  void brokenBeforeAWriteTheApiServerNeverHearsOfIt() throws IOException {
    link.breakAt(namespace, SECOND, Side.BEFORE);
    create("a");

    assertThatThrownBy(() -> create("b")).isInstanceOf(IOException.class);

    assertThat(link.isBroken(namespace)).isTrue();
    assertThat(api.get(url("a")).succeeded()).isTrue();
    assertThat(api.get(url("b")).status()).isEqualTo(404);
  }

  @Test
  void brokenAfterAWriteTheClientNeverHearsThatItIsDone() throws IOException {
    link.breakAt(namespace, SECOND, Side.AFTER);
    create("a");

    assertThatThrownBy(() -> create("b")).isInstanceOf(IOException.class);

    assertThat(link.isBroken(namespace)).isTrue();
    assertThat(api.get(url("b")).succeeded()).isTrue();
  }

  @Test
  void onceBrokenNothingMoreIsWrittenInThatNamespaceAndAllIsReadAndOthersGoOn() throws IOException {
    link.breakAt(namespace, SECOND, Side.BEFORE);
    create("a");
    assertThatThrownBy(() -> create("b")).isInstanceOf(IOException.class);

    assertThatThrownBy(() -> linked.delete(url("a"))).isInstanceOf(IOException.class);

    assertThat(linked.get(url("a")).succeeded()).isTrue();
    assertThat(linked.delete("/api/v1/namespaces/default/configmaps/" + name).status())
        .isEqualTo(404);
  }

  private void create(String suffix) throws IOException {
    JsonObject metadata = JsonObject.of("name", Json.text(name + suffix));
    linked
        .create(
            "/api/v1/namespaces/%s/configmaps".formatted(namespace),
            JsonObject.of("metadata", metadata))
        .orThrow();
  }

  private String url(String suffix) {
    return "/api/v1/namespaces/%s/configmaps/%s%s".formatted(namespace, name, suffix);
  }
}
