package io.phasegate.demo;

import io.phasegate.admission.rule.Settings;
import io.phasegate.certs.CertificateAuthority;
import io.phasegate.certs.FixedCertificateSource;
import io.phasegate.certs.Leaf;
import io.phasegate.webhook.AllKinds;
import io.phasegate.webhook.Farewell;
import io.phasegate.webhook.HostPort;
import io.phasegate.webhook.Main;
import io.phasegate.webhook.WebhookOptions;
import io.phasegate.webhook.WebhookServer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Our webhook server, ready, on free ports of this machine, under a certificate made just now. */
final class DemoWebhook implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final WebhookServer server;
  private final String caPem;

  private DemoWebhook(WebhookServer server, String caPem) {
    this.server = server;
    this.caPem = caPem;
  }

  /** Starts it and waits until it calls itself ready. */
  static DemoWebhook start() throws IOException {
    var clock = InstantSource.system();
    var ca = CertificateAuthority.create("phasegate-demo", Duration.ofDays(1), clock);
    var leaf = ca.sign(Leaf.forHosts(List.of("localhost"), Duration.ofDays(1)), clock);
    var kinds = AllKinds.with(Settings.standard());
    var options =
        WebhookOptions.of(new FixedCertificateSource(leaf), () -> kinds)
            .withAddresses(new HostPort("127.0.0.1", 0), new HostPort("127.0.0.1", 0))
            .withFarewell(new Farewell(Duration.ZERO, Duration.ofSeconds(5)));
    var webhook = new DemoWebhook(Main.start(options, line -> {}), ca.pem());
    webhook.awaitReady(clock);
    return webhook;
  }

  private void awaitReady(InstantSource clock) throws IOException {
    var end = clock.instant().plus(PATIENCE);
    while (!server.ready()) {
      if (clock.instant().isAfter(end)) {
        throw new IOException("the webhook did not become ready within " + PATIENCE);
      }
      try {
        Thread.sleep(Duration.ofMillis(20));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while the webhook was starting", e);
      }
    }
  }

  /** Where it listens. */
  URI url() {
    return URI.create("https://localhost:" + server.webhook().orElseThrow().port());
  }

  /** The authority behind its certificate. */
  String caPem() {
    return caPem;
  }

  @Override
  public void close() {
    server.close();
  }
}
