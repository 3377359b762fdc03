package io.phasegate.cli;

import io.phasegate.webhook.Clients;
import io.phasegate.webhook.Farewell;
import io.phasegate.webhook.Limits;
import io.phasegate.webhook.Patience;
import io.phasegate.webhook.TlsEngine;
import io.phasegate.webhook.TlsEngineMissing;
import io.phasegate.webhook.WebhookOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;

/**
 * The options of {@code phasegate webhook} that few people need: how much it takes on, how long it
 * waits, whom it answers.
 */
record ServiceSettings(
    Limits limits, Patience patience, Farewell farewell, Clients clients, TlsEngine engine) {

  /**
   * Reads them.
   *
   * @throws BadInput naming the option that cannot be meant
   */
  static ServiceSettings of(WebhookOptionValues values) {
    try {
      return new ServiceSettings(
          limits(values), patience(values), farewell(values), clients(values), engine(values));
    } catch (IllegalArgumentException | TlsEngineMissing e) {
      throw new BadInput(String.valueOf(e.getMessage()));
    }
  }

  /** Puts these settings over the usual ones. */
  WebhookOptions applyTo(WebhookOptions options) {
    return options
        .withLimits(limits)
        .withPatience(patience)
        .withFarewell(farewell)
        .withClients(clients)
        .withEngine(engine);
  }

  private static Limits limits(WebhookOptionValues values) {
    long usualBytes = Limits.defaults().inFlightBytes();
    return new Limits(
        values.number(WebhookOption.MAX_ADMISSION_BYTES),
        values.number(WebhookOption.MAX_CONVERSION_BYTES),
        values.number(WebhookOption.MAX_HEAD_BYTES),
        values.number(WebhookOption.OFF_LOOP_ABOVE),
        values.number(WebhookOption.MAX_IN_FLIGHT),
        values.bytes(WebhookOption.MAX_IN_FLIGHT_BYTES).orElse(usualBytes),
        values.time(WebhookOption.QUEUE_TIME));
  }

  private static Patience patience(WebhookOptionValues values) {
    return new Patience(
        values.time(WebhookOption.HANDSHAKE_TIMEOUT),
        values.time(WebhookOption.HEAD_TIMEOUT),
        values.time(WebhookOption.BODY_TIMEOUT),
        values.time(WebhookOption.ANSWER_TIMEOUT),
        values.time(WebhookOption.IDLE_TIMEOUT),
        values.time(WebhookOption.MAX_CONNECTION_AGE));
  }

  private static Farewell farewell(WebhookOptionValues values) {
    return new Farewell(
        values.time(WebhookOption.DRAIN_DELAY), values.time(WebhookOption.DRAIN_GRACE));
  }

  private static Clients clients(WebhookOptionValues values) {
    List<String> names = values.words(WebhookOption.CLIENT_NAMES);
    if (values.text(WebhookOption.CLIENT_CA).isEmpty()) {
      if (!names.isEmpty()) {
        throw new BadInput("--client-names says nothing without --client-ca");
      }
      return new Clients.Anyone();
    }
    Path authority = Path.of(values.text(WebhookOption.CLIENT_CA));
    if (!Files.isReadable(authority)) {
      throw new BadInput("--client-ca: " + authority + " cannot be read");
    }
    return new Clients.Known(authority, new HashSet<>(names));
  }

  private static TlsEngine engine(WebhookOptionValues values) {
    String engine = values.text(WebhookOption.TLS_ENGINE);
    return switch (engine.toLowerCase(Locale.ROOT)) {
      case "auto" -> TlsEngine.AUTO;
      case "native" -> TlsEngine.NATIVE.resolved();
      case "jdk" -> TlsEngine.JDK;
      default -> throw new BadInput("--tls-engine is auto, native or jdk, not \"" + engine + "\"");
    };
  }
}
