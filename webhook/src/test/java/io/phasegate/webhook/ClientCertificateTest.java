package io.phasegate.webhook;

import static io.phasegate.webhook.Scene.patiently;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A webhook that takes reviews from known clients only. */
class ClientCertificateTest {

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "JDK"})
  void aKnownClientIsAnswered(TlsEngine engine) throws Exception {
    var apiServer = ClientIdentity.named("apiserver");
    try (var scene = knowing(apiServer, Set.of("apiserver"), engine)) {
      assertThat(post(scene, apiServer).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void anyNameWillDoWhereNoneIsDemanded() throws Exception {
    var somebody = ClientIdentity.named("somebody");
    try (var scene = knowing(somebody, Set.of(), TlsEngine.AUTO)) {
      assertThat(post(scene, somebody).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aClientWithoutCertificateIsToldSo() throws Exception {
    try (var scene =
        knowing(ClientIdentity.named("apiserver"), Set.of("apiserver"), TlsEngine.AUTO)) {
      var answer = scene.post("/convert", "{}");

      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.body()).contains("--client-ca");
    }
  }

  @Test
  void aClientOfAnotherNameIsToldSo() throws Exception {
    var somebody = ClientIdentity.named("somebody");
    try (var scene = knowing(somebody, Set.of("apiserver"), TlsEngine.AUTO)) {
      assertThat(post(scene, somebody).statusCode()).isEqualTo(403);
    }
  }

  @Test
  void aClientOfAForeignAuthorityDoesNotGetThroughTheHandshake() throws Exception {
    var apiServer = ClientIdentity.named("apiserver");
    var impostor = ClientIdentity.named("apiserver");
    try (var scene = knowing(apiServer, Set.of("apiserver"), TlsEngine.AUTO)) {
      assertThatThrownBy(() -> post(scene, impostor)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void aRenewedAuthorityIsTakenIn() throws Exception {
    var before = ClientIdentity.named("apiserver");
    var after = ClientIdentity.named("apiserver");
    try (var scene = knowing(before, Set.of("apiserver"), TlsEngine.AUTO)) {
      Files.writeString(directory.resolve("client-ca.crt"), after.pem());

      patiently().until(() -> isAnswered(scene, after));
    }
  }

  private Scene knowing(ClientIdentity client, Set<String> names, TlsEngine engine)
      throws Exception {
    Path authority = Files.writeString(directory.resolve("client-ca.crt"), client.pem());
    return Scene.ready(
        options -> options.withClients(new Clients.Known(authority, names)).withEngine(engine));
  }

  private static boolean isAnswered(Scene scene, ClientIdentity identity) throws Exception {
    try {
      return post(scene, identity).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private static HttpResponse<String> post(Scene scene, ClientIdentity identity) throws Exception {
    try (var client =
        HttpClient.newBuilder()
            .sslContext(identity.trusting(scene.authority().certificate()))
            .version(HttpClient.Version.HTTP_1_1)
            .build()) {
      return client.send(
          scene.review("/convert", BodyPublishers.ofString("{}")), BodyHandlers.ofString());
    }
  }
}
