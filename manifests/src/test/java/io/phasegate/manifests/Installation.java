package io.phasegate.manifests;

import io.phasegate.certs.CertificateAuthority;
import io.phasegate.certs.CertificateBundle;
import io.phasegate.certs.Leaf;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.testkit.cluster.ApiClient;
import io.phasegate.testkit.cluster.Cluster;
import io.phasegate.testkit.cluster.StubCrds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import org.awaitility.Awaitility;

/**
 * The cert-manager overlay on a cluster, in the namespace {@value #NAMESPACE}, with our webhook
 * behind its Service.
 *
 * <p>Everything is applied as shipped. Then, what a network would do: the Service becomes an alias
 * of localhost and the port the webhook's own. And what cert-manager would do: the Secret of the
 * Certificate, for just the DNS names that it lists, and the CA's bundle wherever the annotation
 * asks.
 */
final class Installation implements AutoCloseable {

  static final String NAMESPACE = "team-ai";

  private static final String CRD =
      "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/dynamographdeploymentrequests.nvidia.com";
  private static final String CONFIGURATIONS = "/apis/admissionregistration.k8s.io/v1/";
  private static final Path OVERLAY = Path.of("overlays", "cert-manager");

  private final CertificateAuthority ca;
  private final Path secret;
  private WebhookProcess webhook;

  private Installation(CertificateAuthority ca, Path secret, WebhookProcess webhook) {
    this.ca = ca;
    this.secret = secret;
    this.webhook = webhook;
  }

  /** Installs, starts the webhook, and returns when the API server can call it. */
  static Installation on(Cluster cluster) throws IOException {
    cluster.kubectl("apply", "-f", stubs(cluster).toString()).orThrow();
    cluster.awaitCrds();
    cluster.kubectl("apply", "-k", kustomization(cluster).toString()).orThrow();
    awaitDiscovered(cluster);

    ApiClient api = cluster.api();
    JsonObject certificate =
        api.get(
                "/apis/cert-manager.io/v1/namespaces/%s/certificates/phasegate-webhook"
                    .formatted(NAMESPACE))
            .orThrow()
            .json();
    var clock = InstantSource.system();
    var ca = CertificateAuthority.create("phasegate-ca", Duration.ofDays(3650), clock);
    CertificateBundle leaf =
        ca.sign(Leaf.forHosts(dnsNames(certificate), Duration.ofDays(90)), clock);
    Path secret = secret(cluster, certificate, ca, leaf);

    WebhookProcess webhook = WebhookProcess.start(secret);
    alias(api);
    inject(api, ca, webhook.port());
    return new Installation(ca, secret, webhook);
  }

  /** A CRD is served some moments before kubectl learns its names. */
  private static void awaitDiscovered(Cluster cluster) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() ->
            cluster
                .kubectl("api-resources", "--api-group=nvidia.com", "--cached=false")
                .out()
                .contains("dgdr"));
  }

  /** The bad day: nobody answers the API server any more. */
  void stopWebhook() {
    webhook.close();
  }

  /** A new process, as a Deployment would start it; ports are its own, so the API is told. */
  void startWebhook(ApiClient api, String... settings) throws IOException {
    webhook = WebhookProcess.start(secret, settings);
    inject(api, ca, webhook.port());
  }

  private static Path stubs(Cluster cluster) throws IOException {
    return Files.writeString(
        cluster.logs().resolve("cert-manager-stubs.yaml"), StubCrds.CERT_MANAGER.yaml());
  }

  /** What a user writes to install into another namespace: the two lines of manifests/README.md. */
  static Path kustomization(Cluster cluster) throws IOException {
    Path folder = Files.createDirectories(cluster.logs().resolve("installation"));
    Files.writeString(
        folder.resolve("kustomization.yaml"),
        """
        namespace: %s
        resources:
          - %s
        """
            .formatted(NAMESPACE, folder.toAbsolutePath().relativize(OVERLAY.toAbsolutePath())));
    return folder;
  }

  private static List<String> dnsNames(JsonObject certificate) {
    return certificate.at("spec.dnsNames").flatMap(Json::asArray).orElseThrow().items().stream()
        .map(name -> name.asText().orElseThrow())
        .toList();
  }

  /** The Secret as cert-manager writes it; a kubelet would mount it where the webhook looks. */
  private static Path secret(
      Cluster cluster, JsonObject certificate, CertificateAuthority ca, CertificateBundle leaf)
      throws IOException {
    Path folder = Files.createTempDirectory(cluster.logs(), "webhook-").resolve("tls");
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("tls.crt"), leaf.chainPem());
    Files.writeString(folder.resolve("tls.key"), leaf.keyPem());
    Files.writeString(folder.resolve("ca.crt"), ca.pem());
    String name = certificate.textAt("spec.secretName").orElseThrow();
    cluster.kubectl("-n", NAMESPACE, "delete", "secret", name, "--ignore-not-found").orThrow();
    cluster
        .kubectl(
            "-n",
            NAMESPACE,
            "create",
            "secret",
            "generic",
            name,
            "--type=kubernetes.io/tls",
            "--from-file=" + folder)
        .orThrow();
    return folder;
  }

  /** The API server then dials localhost, and still asks for the Service's name (T3). */
  private static void alias(ApiClient api) throws IOException {
    api.patch(
            "/api/v1/namespaces/%s/services/phasegate-webhook".formatted(NAMESPACE),
            ApiClient.MERGE_PATCH,
            """
            {"spec":{"type":"ExternalName","externalName":"localhost","clusterIP":null,"clusterIPs":null}}
            """)
        .orThrow();
  }

  private static void inject(ApiClient api, CertificateAuthority ca, int port) throws IOException {
    String bundle = Base64.getEncoder().encodeToString(ca.pem().getBytes(StandardCharsets.UTF_8));
    patchClient(api, CRD, "/spec/conversion/webhook/clientConfig", bundle, port);
    for (String kind : List.of("validating", "mutating")) {
      String url = CONFIGURATIONS + kind + "webhookconfigurations/phasegate";
      int hooks =
          api.get(url).orThrow().json().at("webhooks").flatMap(Json::asArray).orElseThrow().size();
      for (int i = 0; i < hooks; i++) {
        patchClient(api, url, "/webhooks/%d/clientConfig".formatted(i), bundle, port);
      }
    }
  }

  private static void patchClient(ApiClient api, String url, String path, String bundle, int port)
      throws IOException {
    String asksFor =
        api.get(url)
            .orThrow()
            .json()
            .objectAt("metadata.annotations")
            .flatMap(annotations -> annotations.get("cert-manager.io/inject-ca-from"))
            .flatMap(Json::asText)
            .orElse("");
    if (!asksFor.equals(NAMESPACE + "/phasegate-webhook")) {
      throw new IllegalStateException(url + " asks for the CA of \"" + asksFor + "\"");
    }
    api.patch(
            url,
            ApiClient.JSON_PATCH,
            """
            [{"op":"add","path":"%1$s/caBundle","value":"%2$s"},
             {"op":"add","path":"%1$s/service/port","value":%3$d}]
            """
                .formatted(path, bundle, port))
        .orThrow();
  }

  @Override
  public void close() {
    webhook.close();
  }
}
