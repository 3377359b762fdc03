package io.phasegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator.ExecutionStatus;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.Appender;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

class LogSettingsTest {

  private final LoggerContext context = new LoggerContext();

  @Test
  void ourOwnLogIsAtInfoAndThatOfLibrariesAtWarn() {
    var settings = new LogSettings();
    settings.setContext(context);

    assertThat(settings.configure(context)).isEqualTo(ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY);

    assertThat(context.getLogger("io.phasegate.webhook.Main").getEffectiveLevel())
        .isEqualTo(Level.INFO);
    assertThat(context.getLogger("io.netty").getEffectiveLevel()).isEqualTo(Level.WARN);
    assertThat(context.getLogger(Logger.ROOT_LOGGER_NAME).iteratorForAppenders())
        .toIterable()
        .hasSize(1);
  }

  @Test
  void aLineHasTimeLevelClassAndMessage() {
    assertThat(line(Map.of(), null))
        .matches("\\d\\d:\\d\\d:\\d\\d\\.\\d\\d\\d WARN  Listener - 3 connections failed \\R");
  }

  @Test
  void theTraceStandsAtTheEndOfALine() {
    assertThat(line(Map.of("trace_id", "4bf92f35"), null))
        .endsWith(" failed 4bf92f35" + System.lineSeparator());
  }

  @Test
  void theStackTraceFollowsItsLine() {
    assertThat(line(Map.of(), new IllegalStateException("no more")).lines())
        .element(1)
        .isEqualTo("java.lang.IllegalStateException: no more");
  }

  @Test
  void informersTellInOneLineThatTheApiServerIsAway() {
    var settings = new LogSettings();
    settings.setContext(context);
    settings.configure(context);

    var informers = context.getLogger("io.fabric8.kubernetes.client.informers");

    assertThat(informers.isAdditive()).isFalse();
    assertThat(informers.iteratorForAppenders())
        .toIterable()
        .singleElement()
        .extracting(Appender::getName)
        .isEqualTo("stderr-brief");
    assertThat(line(new TextLayout(false), Map.of(), new IllegalStateException("no more")).lines())
        .hasSize(2)
        .last()
        .isEqualTo("  java.lang.IllegalStateException: no more");
  }

  private String line(Map<String, String> words, @Nullable Throwable fault) {
    return line(new TextLayout(true), words, fault);
  }

  private String line(TextLayout layout, Map<String, String> words, @Nullable Throwable fault) {
    var logger = context.getLogger("io.phasegate.webhook.Listener");
    var arguments = new Object[] {3};
    var event = new LoggingEvent("", logger, Level.WARN, "{} connections failed", fault, arguments);
    event.setMDCPropertyMap(words);
    return layout.doLayout(event);
  }
}
