package io.phasegate.webhook;

import static io.phasegate.webhook.Scene.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.certs.FixedCertificateSource;
import io.phasegate.conversion.review.ReviewAnswer;
import io.phasegate.conversion.review.ReviewAnswer.Outcome;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A system that has no thread left for the first large body, and one for those that follow. */
class NoThreadTest {

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = HttpClient.newHttpClient();
  private final Meters meters = new Meters();
  private final AtomicInteger worked = new AtomicInteger();

  @AfterEach
  void close() {
    client.close();
    vertx.close().await();
  }

  @Test
  void T7_clientIsToldToComeBackAndNothingStaysTaken() throws Exception {
    var failed = new AtomicBoolean();
    int port =
        listen(work -> {
          if (failed.compareAndSet(false, true)) {
            throw noThread();
          }
          Thread.ofVirtual().start(work);
        });

    var refused = post(port);
    var served = post(port);

    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("Retry-After")).contains("1");
    assertThat(served.statusCode()).as("there is one place, and it is free").isEqualTo(200);
    assertNothingIsTaken();
  }

  /** The work is queued before the scheduler finds that it can start no carrier for it. */
  @Test
  void workThatIsRunAllTheSameIsNotBegunAndGivesNothingBackTwice() throws Exception {
    var late = new CompletableFuture<Runnable>();
    int port =
        listen(work -> {
          late.complete(work);
          throw noThread();
        });

    var refused = post(port);
    late.get().run();

    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(worked).hasValue(0);
    assertNothingIsTaken();
    assertThat(post(port).statusCode()).isEqualTo(503);
    assertNothingIsTaken();
  }

  private static OutOfMemoryError noThread() {
    return new OutOfMemoryError("unable to create native thread");
  }

  private void assertNothingIsTaken() {
    patiently()
        .untilAsserted(() ->
            assertThat(meters.scrape())
                .contains("webhook_in_flight_requests 0.0")
                .contains("webhook_in_flight_bytes 0.0"));
  }

  /** A server with a single place for large bodies, and all bodies are large. */
  private int listen(Executor threads) {
    var echo =
        new ConversionHandler(
            (body, _) -> {
              worked.incrementAndGet();
              return new ReviewAnswer.Review(body, Outcome.SUCCESS);
            },
            /* bodyLimit */ 100);
    var readiness = new Readiness(new FixedCertificateSource(Scene.newPair(Scene.newAuthority())));
    readiness.selfTest(new SelfTest.Result.Passed("nothing to test"));
    var routes =
        new Routes(
            List.of(echo),
            Scene.limits(99, 99, 0, 1),
            threads,
            Patience.defaults(),
            new Clients.Anyone(),
            readiness,
            meters);
    var listening = new CompletableFuture<HttpServer>();
    vertx.runOnContext(_ ->
        vertx
            .createHttpServer()
            .requestHandler(routes.on(vertx).requests())
            .listen(0, "127.0.0.1")
            .onSuccess(listening::complete)
            .onFailure(listening::completeExceptionally));
    return listening.join().actualPort();
  }

  private HttpResponse<String> post(int port) throws Exception {
    var review =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/convert"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{}"))
            .build();
    return client.send(review, BodyHandlers.ofString());
  }
}
