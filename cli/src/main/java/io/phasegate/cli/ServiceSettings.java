package io.phasegate.cli;

import io.phasegate.webhook.Clients;
import io.phasegate.webhook.Farewell;
import io.phasegate.webhook.GoDuration;
import io.phasegate.webhook.Limits;
import io.phasegate.webhook.Patience;
import io.phasegate.webhook.TlsEngine;
import io.phasegate.webhook.TlsEngineMissing;
import io.phasegate.webhook.WebhookOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/**
 * The options of {@code phasegate webhook} that few people need: how much it takes on, how long it
 * waits, whom it answers. docs/operations.md explains them.
 */
final class ServiceSettings {

  /** Reads {@code 5s}, {@code 1m30s}, {@code 500ms}. */
  static final class Spans implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      if (text.equals("0")) {
        return Duration.ZERO;
      }
      return GoDuration.parse(text)
          .orElseThrow(
              () -> new TypeConversionException("\"" + text + "\" is no time; write 5s or 1m30s"));
    }
  }

  @Option(
      names = "--max-admission-bytes",
      paramLabel = "BYTES",
      defaultValue = "7340032",
      description = "Largest body of /mutate and /validate; ${DEFAULT-VALUE} if not given.")
  private int admissionBody;

  @Option(
      names = "--max-conversion-bytes",
      paramLabel = "BYTES",
      defaultValue = "100663296",
      description = "Largest body of /convert; ${DEFAULT-VALUE} if not given.")
  private int conversionBody;

  @Option(
      names = "--max-head-bytes",
      paramLabel = "BYTES",
      defaultValue = "16384",
      description = "Largest head of a request; ${DEFAULT-VALUE} if not given.")
  private int head;

  @Option(
      names = "--max-in-flight",
      paramLabel = "NUMBER",
      defaultValue = "256",
      description =
          "Requests that are read or worked on at once; one more is answered 503 with"
              + " Retry-After. ${DEFAULT-VALUE} if not given.")
  private int inFlight;

  @Option(
      names = "--max-in-flight-bytes",
      paramLabel = "BYTES",
      description =
          "Bodies that are held at once, all together; what does not fit is answered 503 with"
              + " Retry-After. A sixth of the heap if not given.")
  private @Nullable Long inFlightBytes;

  @Option(
      names = "--off-loop-above",
      paramLabel = "BYTES",
      defaultValue = "65536",
      description =
          "Bodies larger than this are worked on by threads of their own;"
              + " ${DEFAULT-VALUE} if not given.")
  private int offLoopAbove;

  @Option(
      names = "--queue-time",
      paramLabel = "TIME",
      defaultValue = "5s",
      converter = Spans.class,
      description =
          "How long such a body may wait for its turn before it is answered 503 with Retry-After;"
              + " ${DEFAULT-VALUE} if not given.")
  private Duration queueTime = Duration.ZERO;

  @Option(
      names = "--handshake-timeout",
      paramLabel = "TIME",
      defaultValue = "10s",
      converter = Spans.class,
      description = "For the TLS handshake; ${DEFAULT-VALUE} if not given.")
  private Duration handshake = Duration.ZERO;

  @Option(
      names = "--head-timeout",
      paramLabel = "TIME",
      defaultValue = "10s",
      converter = Spans.class,
      description =
          "For the head of a request, from its first byte; ${DEFAULT-VALUE} if not given.")
  private Duration headTime = Duration.ZERO;

  @Option(
      names = "--body-timeout",
      paramLabel = "TIME",
      defaultValue = "30s",
      converter = Spans.class,
      description =
          "For the body and the work on it; a shorter ?timeout= of the client wins."
              + " ${DEFAULT-VALUE} if not given.")
  private Duration bodyTime = Duration.ZERO;

  @Option(
      names = "--answer-timeout",
      paramLabel = "TIME",
      defaultValue = "30s",
      converter = Spans.class,
      description = "For the client to take its answer; ${DEFAULT-VALUE} if not given.")
  private Duration answerTime = Duration.ZERO;

  @Option(
      names = "--idle-timeout",
      paramLabel = "TIME",
      defaultValue = "2m",
      converter = Spans.class,
      description =
          "For connections that nobody uses. Keep it above 90s: the API server keeps its"
              + " connections that long. ${DEFAULT-VALUE} if not given.")
  private Duration idle = Duration.ZERO;

  @Option(
      names = "--max-connection-age",
      paramLabel = "TIME",
      defaultValue = "0",
      converter = Spans.class,
      description =
          "After this time, more or less by a tenth, a connection's next answer is its last;"
              + " 0 for never. ${DEFAULT-VALUE} if not given.")
  private Duration age = Duration.ZERO;

  @Option(
      names = "--drain-delay",
      paramLabel = "TIME",
      defaultValue = "5s",
      converter = Spans.class,
      description =
          "How long it goes on answering after SIGTERM, not ready; ${DEFAULT-VALUE} if not given.")
  private Duration drainDelay = Duration.ZERO;

  @Option(
      names = "--drain-grace",
      paramLabel = "TIME",
      defaultValue = "20s",
      converter = Spans.class,
      description =
          "How long requests in flight may take after that; ${DEFAULT-VALUE} if not given.")
  private Duration drainGrace = Duration.ZERO;

  @Option(
      names = "--client-ca",
      paramLabel = "FILE",
      description =
          "Take reviews only from clients with a certificate of these authorities (PEM), watched"
              + " for changes. From everybody if not given.")
  private @Nullable Path clientCa;

  @Option(
      names = "--client-names",
      paramLabel = "a,b",
      split = ",",
      description = "And of these common names or DNS names; any name if not given.")
  private List<String> clientNames = List.of();

  @Option(
      names = "--tls-engine",
      paramLabel = "auto|native|jdk",
      defaultValue = "auto",
      description =
          "Who computes TLS: BoringSSL, the JDK, or BoringSSL where it can be loaded;"
              + " ${DEFAULT-VALUE} if not given.")
  private String engine = "";

  /**
   * Reads these settings.
   *
   * @return what puts them over the usual ones
   * @throws BadInput when one of them makes no sense
   * @throws TlsEngineMissing when the native TLS engine is demanded and cannot be loaded
   */
  UnaryOperator<WebhookOptions> read() {
    try {
      Limits limits = limits(Limits.defaults());
      var patience = new Patience(handshake, headTime, bodyTime, answerTime, idle, age);
      var farewell = new Farewell(drainDelay, drainGrace);
      Clients clients = clients();
      TlsEngine tls = engine();
      return options ->
          options
              .withLimits(limits)
              .withPatience(patience)
              .withFarewell(farewell)
              .withClients(clients)
              .withEngine(tls);
    } catch (IllegalArgumentException e) {
      throw new BadInput(String.valueOf(e.getMessage()));
    }
  }

  private Limits limits(Limits usual) {
    long bytes = inFlightBytes == null ? usual.inFlightBytes() : inFlightBytes;
    return new Limits(
        admissionBody, conversionBody, head, offLoopAbove, inFlight, bytes, queueTime);
  }

  private Clients clients() {
    if (clientCa == null) {
      if (!clientNames.isEmpty()) {
        throw new BadInput("--client-names says nothing without --client-ca");
      }
      return new Clients.Anyone();
    }
    if (!Files.isReadable(clientCa)) {
      throw new BadInput("--client-ca: " + clientCa + " cannot be read");
    }
    return new Clients.Known(clientCa, new HashSet<>(clientNames));
  }

  private TlsEngine engine() {
    return switch (engine.toLowerCase(Locale.ROOT)) {
      case "auto" -> TlsEngine.AUTO;
      case "native" -> TlsEngine.NATIVE.resolved();
      case "jdk" -> TlsEngine.JDK;
      default -> throw new BadInput("--tls-engine is auto, native or jdk, not \"" + engine + "\"");
    };
  }
}
