package io.phasegate.reconciler.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.phasegate.reconciler.widget.Widget;
import io.phasegate.reconciler.widget.WidgetKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What is asked before a kind starts, and after. */
class PrerequisitesTest {

  private static final String CRD =
      "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/widgets.toys.phasegate.io";

  private static final String LIST =
      """
      {"kind":"WidgetList","apiVersion":"toys.phasegate.io/v1","metadata":{},"items":[]}
      """;

  private static final String NOTHING =
      """
      {"kind":"APIResourceList","groupVersion":"v1","resources":[]}
      """;

  private static final String CRD_WITH_TWO_VERSIONS =
      """
      {"kind":"CustomResourceDefinition","apiVersion":"apiextensions.k8s.io/v1",
       "metadata":{"name":"widgets.toys.phasegate.io"},
       "spec":{"versions":[{"name":"v1"},{"name":"v2"}],"conversion":{"strategy":"None"}}}
      """;

  @AutoClose private final Api api = new Api();

  @AutoClose
  private final KubernetesClient client =
      new KubernetesClientBuilder()
          .withConfig(
              new ConfigBuilder(Config.empty())
                  .withMasterUrl(api.url())
                  .withRequestRetryBackoffLimit(0)
                  .build())
          .build();

  private Instant now = Instant.EPOCH;

  private final Prerequisites prerequisites =
      new Prerequisites(
          client,
          Registration.of(Widget.class, new WidgetKind()),
          Set.of("team-a", "team-b"),
          () -> now);

  @Test
  void whoMayNotReadTheCrdStartsWithoutAndAsksSeldom() {
    assertThat(prerequisites.check()).isEqualTo(new Wait.Over());
    assertThat(api.asked).contains(CRD);
    api.asked.clear();

    for (int poll = 0; poll < 5; poll++) {
      assertThat(prerequisites.wrongStanza()).isEmpty();
    }

    assertThat(api.asked).isEmpty();
  }

  @Test
  void rightsThatComeAfterTheStartAreUsedTenMinutesLater() {
    assertThat(prerequisites.check()).isEqualTo(new Wait.Over());
    api.answers(CRD, CRD_WITH_TWO_VERSIONS);

    now = now.plus(Duration.ofMinutes(10));

    assertThat(prerequisites.wrongStanza())
        .hasValueSatisfying(wait ->
            assertThat(wait)
                .isInstanceOfSatisfying(
                    Wait.For.class,
                    each -> assertThat(each.sentence()).contains("spec.conversion.strategy")));
  }

  @Test
  void rightsThatComeBeforeTheStartAreUsed() {
    api.forbids("/apis/toys.phasegate.io/v1/namespaces/team-b/widgets");
    assertThat(prerequisites.check())
        .isInstanceOfSatisfying(
            Wait.For.class, wait -> assertThat(wait.sentence()).contains("cannot be listed"));

    api.answers("/apis/toys.phasegate.io/v1/namespaces/team-b/widgets", LIST);
    api.answers(CRD, CRD_WITH_TWO_VERSIONS);

    assertThat(prerequisites.check())
        .isInstanceOfSatisfying(
            Wait.For.class,
            wait -> assertThat(wait.sentence()).contains("spec.conversion.strategy"));
  }

  @Test
  void aKindThatTheClusterDoesNotHaveKeepsNobodyWaiting() {
    api.answers("/apis/toys.phasegate.io/v1", NOTHING);

    assertThat(prerequisites.check())
        .isEqualTo(
            new Wait.NotInstalled(
                "the API server does not serve Widget of toys.phasegate.io/v1; install its CRD"));
  }

  @Test
  void aKindWithoutWhatItWatchesLeavesItsObjectsLying() {
    api.answers("/api/v1", NOTHING);

    assertThat(prerequisites.check())
        .isEqualTo(new Wait.For("the API server does not serve ConfigMap of v1; install its CRD"));
  }

  /** An API server of few words: what it does not know, nobody may see. */
  private static final class Api implements AutoCloseable {

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Map<String, String> answers =
        new ConcurrentHashMap<>(
            Map.of(
                "/readyz",
                "ok",
                "/apis/toys.phasegate.io/v1",
                resources("toys.phasegate.io/v1", "widgets", "Widget"),
                "/api/v1",
                resources("v1", "configmaps", "ConfigMap"),
                "/apis/toys.phasegate.io/v1/namespaces/team-a/widgets",
                LIST,
                "/apis/toys.phasegate.io/v1/namespaces/team-b/widgets",
                LIST));
    private final HttpServer server;

    Api() {
      try {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      server.createContext(
          "/",
          exchange -> {
            try (exchange) {
              String path = exchange.getRequestURI().getPath();
              asked.add(path);
              String answer = answers.get(path);
              byte[] body =
                  (answer == null
                          ? "{\"kind\":\"Status\",\"code\":403,\"reason\":\"Forbidden\"}"
                          : answer)
                      .getBytes(StandardCharsets.UTF_8);
              exchange.getResponseHeaders().set("Content-Type", "application/json");
              exchange.sendResponseHeaders(answer == null ? 403 : 200, body.length);
              exchange.getResponseBody().write(body);
            }
          });
      server.start();
    }

    private static String resources(String version, String plural, String kind) {
      return """
      {"kind":"APIResourceList","groupVersion":"%s","resources":[
        {"name":"%s","kind":"%s","namespaced":true,"verbs":["get"]}]}
      """
          .formatted(version, plural, kind);
    }

    String url() {
      return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void answers(String path, String body) {
      answers.put(path, body);
    }

    void forbids(String path) {
      answers.remove(path);
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
