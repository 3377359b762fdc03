package io.phasegate.webhook;

import io.phasegate.certs.DirectoryCertificateSource;
import io.phasegate.conversion.review.ReviewAnswer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A webhook as a process of its own, for {@link ProcessTest}. A review is begun when the line
 * {@code working} is on standard output, and goes on when a byte comes on standard input.
 */
final class WebhookProcess {

  private WebhookProcess() {}

  /** Takes the directory of the certificate and the name of a {@link TlsEngine}. */
  public static void main(String[] args) {
    var certificates = DirectoryCertificateSource.watch(Path.of(args[0]));
    var anywhere = new HostPort("127.0.0.1", 0);
    var reviews = Scene.reviews(WebhookProcess::answer);
    var options =
        WebhookOptions.of(certificates, () -> new AllKinds(reviews, Scene.NOTHING_TO_TEST))
            .withAddresses(anywhere, anywhere)
            .withEngine(TlsEngine.valueOf(args[1]))
            .withLimits(Scene.limits(99, 99, 0, 9))
            .withFarewell(new Farewell(Duration.ZERO, Duration.ofSeconds(20)));
    System.exit(Main.run(options, System.out));
  }

  private static ReviewAnswer answer(byte[] body) {
    System.out.println("working");
    try {
      System.in.read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Scene.ECHO.apply(body);
  }
}
