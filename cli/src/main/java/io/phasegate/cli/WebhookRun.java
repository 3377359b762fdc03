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
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.slf4j.LoggerFactory;

/** The webhook, once its options are known. */
final class WebhookRun {

  private WebhookRun() {}

  /**
   * Serves until the process is asked to stop.
   *
   * @return the exit code
   * @throws BadInput when an option cannot be meant, or a port is not to be had
   */
  static int with(WebhookOptionValues values) {
    LogFormat.use(values.text(WebhookOption.LOG_FORMAT));
    // Two threads that want the first logger at once would get a remark about it into the log.
    var _ = LoggerFactory.getILoggerFactory();
    var settings = ServiceSettings.of(values);
    HostPort listen = AddressOption.read("--listen", values.text(WebhookOption.LISTEN));
    HostPort health = AddressOption.read("--health", values.text(WebhookOption.HEALTH));
    Settings rules = rules(values);
    // Two cores are ready sooner: one reads the CRDs and the TLS library, the other opens ports.
    var kinds = CompletableFuture.supplyAsync(() -> AllKinds.with(rules));
    Thread.ofVirtual().name("phasegate-tls-engine").start(settings.engine()::load);
    Path directory = Path.of(values.text(WebhookOption.CERT_DIR));
    try (var certificates = DirectoryCertificateSource.watch(directory)) {
      var options =
          settings
              .applyTo(WebhookOptions.of(certificates, kinds::join))
              .withAddresses(listen, health);
      return Main.run(options, System.out);
    } catch (CannotListen | TlsEngineMissing e) {
      throw new BadInput(Objects.toString(e.getMessage()));
    }
  }

  private static Settings rules(WebhookOptionValues values) {
    return new Settings(
        values.text(WebhookOption.DEFAULT_IMAGE),
        NamespacesOption.read(values.words(WebhookOption.NAMESPACES)),
        values.flag(WebhookOption.GPU_DISCOVERY),
        values.text(WebhookOption.ARTIFACT_IMAGE));
  }
}
