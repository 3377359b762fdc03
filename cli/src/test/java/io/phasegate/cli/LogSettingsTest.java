package io.phasegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator.ExecutionStatus;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "io.fabric8.kubernetes.client.informers.impl.cache.Reflector",
        "io.fabric8.kubernetes.client.extended.leaderelection.LeaderElector",
        "io.fabric8.kubernetes.client.jdkhttp.JdkWebSocketImpl"
      })
  void theClientTellsInOneLineThatTheApiServerIsAway(String logger) {
    var settings = new LogSettings();
    settings.setContext(context);
    settings.configure(context);

    assertThat(appenders(context.getLogger(logger))).containsExactly("stderr-brief");
    assertThat(line(new TextLayout(false), Map.of(), new IllegalStateException("no\nmore")))
        .endsWith(
            "3 connections failed: java.lang.IllegalStateException: no more "
                + System.lineSeparator());
  }

  /** Where a line of this logger comes to be read. */
  private List<String> appenders(ch.qos.logback.classic.Logger logger) {
    List<String> names = new ArrayList<>();
    logger.iteratorForAppenders().forEachRemaining(appender -> names.add(appender.getName()));
    int dot = logger.getName().lastIndexOf('.');
    if (logger.isAdditive() && !logger.getName().equals(Logger.ROOT_LOGGER_NAME)) {
      String parent = dot < 0 ? Logger.ROOT_LOGGER_NAME : logger.getName().substring(0, dot);
      names.addAll(appenders(context.getLogger(parent)));
    }
    return names;
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
