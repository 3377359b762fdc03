package io.phasegate.reconciler.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.phasegate.reconciler.adapter.EventWriter.Answer;
import io.phasegate.reconciler.engine.event.EventCorrelator.Decision;
import io.phasegate.reconciler.engine.event.Notice;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an answer of the API server means to an event. */
class ClusterEventWriterTest {

  private static final ObjectReference ABOUT =
      new ObjectReferenceBuilder()
          .withKind("Widget")
          .withNamespace("team-a")
          .withName("w")
          .withUid("u")
          .build();
  private static final Decision NEW = new Decision.Create(Notice.normal("Begun", "it is"), "key");

  /** RFC 1123, as the API server checks names. */
  private static final String SUBDOMAIN =
      "[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*";

  private final HttpServer server;
  private final KubernetesClient client;
  private volatile int code;
  private volatile String message = "";

  /** The event that is there already; empty for none. */
  private volatile String there = "";

  private volatile String patched = "";
  private volatile String posted = "";

  ClusterEventWriterTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            boolean readiness = exchange.getRequestURI().getPath().equals("/readyz");
            String status =
                "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"code\":%d,\"message\":\"%s\"}"
                    .formatted(code, message);
            byte[] body = (readiness ? "ok" : status).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            String method = exchange.getRequestMethod();
            if (method.equals("POST")) {
              posted = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            }
            if (!readiness && !there.isEmpty() && !method.equals("POST")) {
              if (method.equals("PATCH")) {
                patched =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
              }
              body = there.getBytes(StandardCharsets.UTF_8);
              exchange.sendResponseHeaders(200, body.length);
              exchange.getResponseBody().write(body);
              return;
            }
            exchange.sendResponseHeaders(readiness ? 200 : code, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    server.start();
    client =
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder()
                    .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                    .withRequestRetryBackoffLimit(0)
                    .build())
            .build();
  }

  @AfterEach
  void close() {
    client.close();
    server.stop(0);
  }

  private Answer answer(int status, String text) {
    code = status;
    message = text;
    return new ClusterEventWriter(client, "phasegate-widget").write(ABOUT, NEW, Instant.EPOCH);
  }

  @ParameterizedTest
  @CsvSource({"429", "503", "504"})
  void anApiServerThatIsBusyMayTakeItLater(int status) {
    assertThat(answer(status, "not now")).isInstanceOf(Answer.Away.class);
  }

  @Test
  void anApiServerThatIsAwayMayTakeItLater() {
    server.stop(0);

    assertThat(answer(0, "")).isInstanceOf(Answer.Away.class);
  }

  private static final String TOLD_SEVEN_TIMES =
      """
      {"kind":"Event","apiVersion":"v1","metadata":{"name":"w.1","namespace":"team-a"},"count":7}
      """;

  @Test
  void anEventThatIsThereAlreadyCountsOn() {
    there = TOLD_SEVEN_TIMES;

    assertThat(answer(409, "events \\\"w.1\\\" already exists")).isEqualTo(new Answer.Done());
    assertThat(patched).contains("\"count\":8", "\"lastTimestamp\":\"1970-01-01T00:00:00Z\"");
  }

  @Test
  void aCountNeverGoesBackAfterARestart() {
    there = TOLD_SEVEN_TIMES;
    var again = new Decision.Count(Notice.normal("Begun", "it is"), "key", 2, Instant.EPOCH);

    new ClusterEventWriter(client, "phasegate-widget").write(ABOUT, again, Instant.EPOCH);

    assertThat(patched).contains("\"count\":8");
  }

  @Test
  void aNamespaceThatGoesWantsNoEvents() {
    assertThat(answer(404, "namespaces \\\"team-a\\\" not found")).isEqualTo(new Answer.Unwanted());
    assertThat(answer(403, "unable to create: namespace team-a is being terminated"))
        .isEqualTo(new Answer.Unwanted());
  }

  @ParameterizedTest
  @CsvSource({"-b", "--b", ".b", "-.b"})
  void anEventsNameIsOneWhereverItsObjectsNameIsCut(String end) {
    String name = "a".repeat(201 - end.length()) + end + "c".repeat(40);
    var about = new ObjectReferenceBuilder(ABOUT).withName(name).build();
    code = 201;

    new ClusterEventWriter(client, "phasegate-widget").write(about, NEW, Instant.EPOCH);

    String given =
        client.getKubernetesSerialization().unmarshal(posted, Event.class).getMetadata().getName();
    assertThat(given).hasSizeLessThanOrEqualTo(253).matches(SUBDOMAIN);
  }

  @ParameterizedTest
  @CsvSource({"403, may not", "422, Invalid", "500, a webhook says no"})
  void whatIsRefusedIsNotTriedAgain(int status, String text) {
    assertThat(answer(status, text))
        .isInstanceOfSatisfying(
            Answer.Refused.class, refused -> assertThat(refused.why()).contains(text));
  }
}
