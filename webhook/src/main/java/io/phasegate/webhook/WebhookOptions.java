package io.phasegate.webhook;

import io.phasegate.certs.CertificateSource;

/**
 * Everything that a webhook process is told.
 *
 * @param listen of the HTTPS port
 * @param health of the plain HTTP port with {@code /healthz}, {@code /readyz} and {@code /metrics}
 * @param certificates watched for as long as the server runs; whoever made it closes it
 */
public record WebhookOptions(
    HostPort listen,
    HostPort health,
    CertificateSource certificates,
    Reviews reviews,
    SelfTest selfTest,
    Limits limits,
    Farewell farewell) {

  /** The documented defaults: ports 9443 and 8081 on every interface. */
  public static WebhookOptions of(
      CertificateSource certificates, Reviews reviews, SelfTest selfTest) {
    return new WebhookOptions(
        new HostPort("0.0.0.0", 9443),
        new HostPort("0.0.0.0", 8081),
        certificates,
        reviews,
        selfTest,
        Limits.defaults(),
        Farewell.defaults());
  }

  /** The same with other addresses. */
  public WebhookOptions withAddresses(HostPort listen, HostPort health) {
    return new WebhookOptions(listen, health, certificates, reviews, selfTest, limits, farewell);
  }

  /** The same with other limits. */
  public WebhookOptions withLimits(Limits limits) {
    return new WebhookOptions(listen, health, certificates, reviews, selfTest, limits, farewell);
  }

  /** The same with another way to go. */
  public WebhookOptions withFarewell(Farewell farewell) {
    return new WebhookOptions(listen, health, certificates, reviews, selfTest, limits, farewell);
  }
}
