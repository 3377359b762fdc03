package io.phasegate.webhook;

import static io.phasegate.webhook.Scene.answering;
import static io.phasegate.webhook.Scene.limited;
import static io.phasegate.webhook.Scene.limits;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.phasegate.conversion.review.ReviewAnswer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Large bodies never hold up an event loop; Vert.x's own watchman is the witness. */
class EventLoopTest {

  private static final Logger WATCHMAN =
      (Logger) LoggerFactory.getLogger("io.vertx.core.impl.BlockedThreadChecker");

  private final ListAppender<ILoggingEvent> heard = new ListAppender<>();

  @BeforeEach
  void listen() {
    heard.start();
    WATCHMAN.addAppender(heard);
  }

  @AfterEach
  void stopListening() {
    WATCHMAN.detachAppender(heard);
  }

  @Test
  void largeBodiesAreWorkedOnElsewhere() throws Exception {
    try (var scene = slow(/* offLoopAbove= */ 1_000)) {
      send(scene, "x".repeat(1_001));

      assertThat(heard.list).isEmpty();
    }
  }

  /** Proof that the watchman would have said so. */
  @Test
  void workOnTheEventLoopWouldBeNoticed() throws Exception {
    try (var scene = slow(/* offLoopAbove= */ 100_000)) {
      send(scene, "x".repeat(1_001));

      assertThat(heard.list).isNotEmpty();
    }
  }

  private static void send(Scene scene, String body) throws Exception {
    try (var client = scene.client(HttpClient.Version.HTTP_1_1)) {
      List<CompletableFuture<?>> answers = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        answers.add(
            client.sendAsync(
                scene.review("/convert", BodyPublishers.ofString(body)), BodyHandlers.ofString()));
      }
      for (var answer : answers) {
        answer.get();
      }
    }
  }

  /** Work of more than a second, computed and not slept. */
  private static Scene slow(int offLoopAbove) throws Exception {
    return Scene.ready(options ->
        limited(limits(99_999, 99_999, offLoopAbove, 9))
            .apply(answering(EventLoopTest::compute).apply(options)));
  }

  private static ReviewAnswer compute(byte[] body) {
    long end = System.nanoTime() + 1_500_000_000L;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    return Scene.ECHO.apply(body);
  }
}
