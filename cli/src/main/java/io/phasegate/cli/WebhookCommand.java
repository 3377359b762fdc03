package io.phasegate.cli;

import io.phasegate.admission.rule.Settings;
import io.phasegate.certs.DirectoryCertificateSource;
import io.phasegate.webhook.AllKinds;
import io.phasegate.webhook.CannotListen;
import io.phasegate.webhook.HostPort;
import io.phasegate.webhook.Main;
import io.phasegate.webhook.TlsEngineMissing;
import io.phasegate.webhook.WebhookOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code phasegate webhook}: the server that the API server calls. */
@Command(
    name = "webhook",
    description = {
      "Serves POST /convert, /mutate and /validate over HTTPS, and on the health port GET"
          + " /healthz,",
      "/readyz and /metrics. Ends with 0 on SIGTERM, when nothing is in flight any more."
    },
    mixinStandardHelpOptions = true)
final class WebhookCommand implements Callable<Integer> {

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      defaultValue = "0.0.0.0:9443",
      description = "Where to serve HTTPS; ${DEFAULT-VALUE} if not given, port 0 for any free one.")
  private String listen = "";

  @Option(
      names = "--health",
      paramLabel = "HOST:PORT",
      defaultValue = "0.0.0.0:8081",
      description = "Where to serve health and metrics; ${DEFAULT-VALUE} if not given.")
  private String health = "";

  @Option(
      names = "--cert-dir",
      paramLabel = "DIR",
      defaultValue = "/etc/phasegate/tls",
      description =
          "Folder with tls.crt and tls.key, watched for changes; ${DEFAULT-VALUE} if not given.")
  private Path certDir = Path.of("");

  @Option(
      names = "--default-image",
      paramLabel = "IMAGE",
      defaultValue = "",
      description = "Filled in where a new request names no image; none if not given.")
  private String defaultImage = "";

  @Option(
      names = "--artifact-image",
      paramLabel = "IMAGE",
      defaultValue = Settings.ARTIFACT_IMAGE,
      description = "Filled in where a new AIMArtifact names none; ${DEFAULT-VALUE} if not given.")
  private String artifactImage = "";

  @Option(
      names = "--gpu-discovery",
      paramLabel = "true|false",
      defaultValue = "true",
      arity = "1",
      description = "Whether GPU facts can be looked up on nodes; ${DEFAULT-VALUE} if not given.")
  private boolean gpuDiscovery;

  @Option(
      names = "--namespaces",
      paramLabel = "a,b",
      split = ",",
      description = "The namespaces that are looked after; all if not given.")
  private List<String> namespaces = List.of();

  @Option(
      names = "--log-format",
      paramLabel = "text|json",
      defaultValue = "text",
      description = "Form of the log on standard error; ${DEFAULT-VALUE} if not given.")
  private String logFormat = "";

  @Mixin private final ServiceSettings settings = new ServiceSettings();

  @Override
  public Integer call() {
    LogFormat.use(logFormat);
    var rules =
        new Settings(defaultImage, NamespacesOption.read(namespaces), gpuDiscovery, artifactImage);
    // Two cores are ready sooner: one reads the CRDs while the other opens ports.
    var kinds = CompletableFuture.supplyAsync(() -> AllKinds.with(rules));
    try {
      UnaryOperator<WebhookOptions> wished = settings.read();
      HostPort https = AddressOption.read("--listen", listen);
      HostPort plain = AddressOption.read("--health", health);
      // Only now: it tells whoever has no certificate yet, and wrong use comes before that.
      try (var certificates = DirectoryCertificateSource.watch(certDir)) {
        var usual = WebhookOptions.of(certificates, kinds::join);
        return Main.run(wished.apply(usual).withAddresses(https, plain), System.out);
      }
    } catch (CannotListen | TlsEngineMissing e) {
      throw new BadInput(Objects.toString(e.getMessage()));
    }
  }
}
