package io.phasegate.reconciler.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.phasegate.reconciler.dgdr.Requests;
import io.phasegate.reconciler.dgdr.resource.DynamoGraphDeploymentRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One object that is odd, yet stored, does not hide the others of its kind. */
class ClusterClientTest {

  /** What the API server takes of one object, below its own fields. */
  private static final int DEEPEST = 9_990;

  private static final String DEEP = "{\"a\":".repeat(DEEPEST) + "1" + "}".repeat(DEEPEST);
  private static final String LONG_KEY = "{\"" + "k".repeat(60_000) + "\":1}";
  private static final String LONG_NUMBER = "{\"n\":0." + "1".repeat(2_000) + "}";

  private final StandInServer server;
  private final KubernetesClient client;
  private volatile String listed = "";

  ClusterClientTest() throws IOException {
    server = new StandInServer(this::answer);
    client = server.client;
  }

  @AfterEach
  void close() {
    server.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().write(listed.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static String list(String... items) {
    return """
    {"apiVersion":"nvidia.com/v1beta1","kind":"DynamoGraphDeploymentRequestList",
     "metadata":{"resourceVersion":"10"},"items":[%s]}\
    """
        .formatted(String.join(",", items));
  }

  private static String request(String namespace, String dgd) {
    return ("{\"apiVersion\":\"nvidia.com/v1beta1\",\"kind\":\"DynamoGraphDeploymentRequest\","
            + "\"metadata\":{\"name\":\"one\",\"namespace\":\"%s\",\"resourceVersion\":\"11\"},"
            + "\"spec\":{\"model\":\"m\",\"overrides\":{\"dgd\":%s}}}")
        .formatted(namespace, dgd);
  }

  static Stream<String> odd() {
    return Stream.of(DEEP, LONG_KEY, LONG_NUMBER);
  }

  @ParameterizedTest
  @MethodSource("odd")
  void anOddObjectInAListHidesNoOther(String dgd) {
    listed = list(request("team-a", dgd), request("team-b", "{}"));

    var all = client.resources(DynamoGraphDeploymentRequest.class).inAnyNamespace().list();

    assertThat(all.getItems())
        .extracting(each -> each.getMetadata().getNamespace())
        .containsExactly("team-a", "team-b");
  }

  @ParameterizedTest
  @MethodSource("odd")
  void anOddObjectInAWatchIsRead(String dgd) {
    String added = "{\"type\":\"ADDED\",\"object\":%s}".formatted(request("team-a", dgd));

    var event = client.getKubernetesSerialization().unmarshal(added, WatchEvent.class);

    assertThat(event.getObject().getClass()).isEqualTo(DynamoGraphDeploymentRequest.class);
  }

  @Test
  void aDeepObjectOfNoTypeOfOursIsRead() {
    var read =
        client
            .getKubernetesSerialization()
            .unmarshal(request("team-a", DEEP), GenericKubernetesResource.class);

    assertThat(read.getMetadata().getNamespace()).isEqualTo("team-a");
  }

  @Test
  void aDeepRequestIsCopiedAsTheCacheCopiesIt() {
    var request = Requests.nested(DEEPEST);

    assertThat(client.getKubernetesSerialization().clone(request).tree()).isEqualTo(request.tree());
  }
}
