package io.phasegate.webhook;

import io.phasegate.certs.CertificateSource;
import java.util.function.Supplier;

/**
 * Everything that a webhook process is told.
 *
 * @param listen of the HTTPS port
 * @param health of the plain HTTP port with {@code /healthz}, {@code /readyz} and {@code /metrics}
 * @param certificates watched for as long as the server runs; whoever made it closes it
 * @param kinds asked for once, when the health port is open; may still be busy reading CRDs then
 */
public record WebhookOptions(
    HostPort listen,
    HostPort health,
    CertificateSource certificates,
    Supplier<AllKinds> kinds,
    Limits limits,
    Patience patience,
    Farewell farewell,
    Clients clients,
    TlsEngine engine) {

  /** The documented defaults: ports 9443 and 8081 on every interface. */
  public static WebhookOptions of(CertificateSource certificates, Supplier<AllKinds> kinds) {
    return new WebhookOptions(
        new HostPort("0.0.0.0", 9443),
        new HostPort("0.0.0.0", 8081),
        certificates,
        kinds,
        Limits.defaults(),
        Patience.defaults(),
        Farewell.defaults(),
        new Clients.Anyone(),
        TlsEngine.AUTO);
  }

  /** The same with other addresses. */
  public WebhookOptions withAddresses(HostPort listen, HostPort health) {
    return new WebhookOptions(
        listen, health, certificates, kinds, limits, patience, farewell, clients, engine);
  }

  /** The same with other kinds. */
  public WebhookOptions withKinds(AllKinds other) {
    return new WebhookOptions(
        listen, health, certificates, () -> other, limits, patience, farewell, clients, engine);
  }

  /** The same with other limits. */
  public WebhookOptions withLimits(Limits limits) {
    return new WebhookOptions(
        listen, health, certificates, kinds, limits, patience, farewell, clients, engine);
  }

  /** The same with more patience, or less. */
  public WebhookOptions withPatience(Patience patience) {
    return new WebhookOptions(
        listen, health, certificates, kinds, limits, patience, farewell, clients, engine);
  }

  /** The same with another way to go. */
  public WebhookOptions withFarewell(Farewell farewell) {
    return new WebhookOptions(
        listen, health, certificates, kinds, limits, patience, farewell, clients, engine);
  }

  /** The same for other clients. */
  public WebhookOptions withClients(Clients clients) {
    return new WebhookOptions(
        listen, health, certificates, kinds, limits, patience, farewell, clients, engine);
  }

  /** The same with another TLS engine. */
  public WebhookOptions withEngine(TlsEngine engine) {
    return new WebhookOptions(
        listen, health, certificates, kinds, limits, patience, farewell, clients, engine);
  }
}
