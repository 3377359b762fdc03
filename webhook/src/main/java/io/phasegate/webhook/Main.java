package io.phasegate.webhook;

import java.io.PrintStream;
import java.util.List;
import java.util.function.Consumer;

/** The webhook process: what it is made of, and how it ends. */
public final class Main {

  private Main() {}

  /**
   * Puts a server together and starts it.
   *
   * @param announce takes a line {@code listening <name> <host>:<port>} for each port as it opens,
   *     {@code health} first
   * @return the running server, its health port open; whoever starts it closes it
   * @throws CannotListen when a port is not to be had
   */
  public static WebhookServer start(WebhookOptions options, Consumer<String> announce) {
    var meters = new Meters();
    var readiness = new Readiness(options.certificates());
    meters.readiness(readiness);
    meters.certificates(options.certificates());
    return WebhookServer.start(
        options, kinds -> routes(options, kinds, readiness, meters), readiness, meters, announce);
  }

  private static Routes routes(
      WebhookOptions options, AllKinds kinds, Readiness readiness, Meters meters) {
    Reviews reviews = kinds.reviews();
    Limits limits = options.limits();
    meters.add(reviews.meters());
    return new Routes(
        List.of(
            new ConversionHandler(reviews.convert(), limits.conversionBody()),
            new AdmissionHandler("mutate", reviews.mutate(), limits.admissionBody()),
            new AdmissionHandler("validate", reviews.validate(), limits.admissionBody())),
        limits,
        work -> Thread.ofVirtual().name("phasegate-review").start(work),
        options.patience(),
        options.clients(),
        readiness,
        meters);
  }

  /**
   * Starts a server and stays until the process is asked to stop. On SIGTERM the server drains, and
   * the process ends with exit code 0 once nothing is in flight any more.
   *
   * @param out where the ports are announced
   * @return the exit code, if somebody closes the server before
   * @throws CannotListen when a port is not to be had
   */
  public static int run(WebhookOptions options, PrintStream out) {
    WebhookServer server = start(options, out::println);
    Runtime runtime = Runtime.getRuntime();
    runtime.addShutdownHook(
        new Thread(
            () -> {
              server.close();
              // Left alone, the JVM would report the signal as 143, and a clean end as a failure.
              runtime.halt(0);
            },
            "phasegate-shutdown"));
    server.awaitClosed();
    return 0;
  }
}
