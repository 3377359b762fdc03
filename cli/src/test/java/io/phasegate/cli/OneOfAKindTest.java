package io.phasegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OneOfAKindTest {

  private final LoggerContext context = new LoggerContext();
  private final ListAppender<ILoggingEvent> heard = new ListAppender<>();
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-30T00:00:00Z"));

  @BeforeEach
  void listen() {
    context.addTurboFilter(new OneOfAKind(now::get));
    heard.start();
    context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(heard);
  }

  @Test
  void whatALibraryTellsAThousandTimesIsHeardOnceInFiveSeconds() {
    for (int i = 0; i < 1_000; i++) {
      now.updateAndGet(instant -> instant.plusMillis(6));
      context.getLogger("io.netty.handler.ssl.SslHandler").warn("{} Last write timed out", i);
    }

    assertThat(messages()).hasSize(2);
  }

  @Test
  void whatIsQuotedBehindTheBeginningMakesNoOtherKind() {
    var logger = context.getLogger("io.vertx.core.net.impl.ConnectionBase");

    logger.error("HTTP/2 client preface string missing or corrupt: 0a");
    logger.error("HTTP/2 client preface string missing or corrupt: 0b");

    assertThat(messages()).hasSize(1);
  }

  @Test
  void anApiServerThatIsAwayFromManyWatchesIsToldOnce() {
    var logger = context.getLogger("io.fabric8.kubernetes.client.jdkhttp.JdkWebSocketImpl");

    for (int i = 0; i < 20; i++) {
      logger.warn("Queued close did not succeed", new IllegalStateException("gone"));
    }

    assertThat(messages()).hasSize(1);
  }

  @Test
  void otherKindsAndOurOwnWordsAreHeard() {
    for (String name : List.of("io.netty.One", "io.vertx.Other", "io.phasegate.webhook.Exchange")) {
      context.getLogger(name).warn("it broke");
      context.getLogger(name).warn("and so did this");
    }
    context.getLogger("io.phasegate.webhook.Exchange").warn("it broke");

    assertThat(messages()).hasSize(7);
  }

  @Test
  void whatNobodyHearsCountsForNothing() {
    var logger = context.getLogger("io.netty.One");
    logger.setLevel(Level.OFF);
    logger.warn("it broke");
    logger.setLevel(Level.WARN);

    logger.warn("it broke");

    assertThat(messages()).hasSize(1);
  }

  private List<String> messages() {
    return heard.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }
}
