package io.phasegate.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;

/**
 * How this program logs: results go to standard output, logs to standard error. {@code
 * PHASEGATE_LOG=debug} tells more, {@code PHASEGATE_LOG_OTHERS} more of the libraries, {@code
 * PHASEGATE_LOG_FORMAT=json} makes each line an object; a system property of the same name wins.
 *
 * <p>Logback finds this class by {@code META-INF/services}. It is in Java because the XML for the
 * same takes 600 classes, which a starting webhook would load before anything else. {@code
 * -Dlogback.configurationFile=…} still puts a file in its place.
 */
public final class LogSettings extends ContextAwareBase implements Configurator {

  /** What the libraries' own words are worth to us. */
  private static final Map<String, Level> LEVELS =
      Map.of(
          // The client warns of every version with a beta in its name; ours have been meant.
          "io.fabric8.kubernetes.client.dsl.internal.VersionUsageUtils",
          Level.ERROR,
          // It says at length that informers could not start; KindRunner says why.
          "io.javaoperatorsdk.operator.processing.event.source.informer.InformerWrapper",
          Level.OFF,
          // Who stops while the informers start is told at length where they were.
          "io.javaoperatorsdk.operator.api.config.ExecutorServiceManager",
          Level.ERROR,
          // It quotes what a stranger sent who speaks no HTTP/2.
          "io.vertx.core.net.impl.ConnectionBase",
          Level.OFF,
          // A kind that starts anew registers its gauges again.
          "io.micrometer",
          Level.ERROR);

  /**
   * They tell each time that the API server does not answer, or has gone in the middle, with a
   * hundred lines of where in themselves they noticed. What it means to us we say ourselves.
   */
  private static final List<String> BRIEF = List.of("io.fabric8.kubernetes.client");

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    if (System.getProperty("logback.configurationFile") != null) {
      return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
    var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.toLevel(setting("PHASEGATE_LOG_OTHERS", "warn"), Level.WARN));
    root.addAppender(appender("stderr", /* traces= */ true));
    context
        .getLogger("io.phasegate")
        .setLevel(Level.toLevel(setting("PHASEGATE_LOG", "info"), Level.INFO));
    context.addTurboFilter(new OneOfAKind(InstantSource.system()));
    LEVELS.forEach((logger, level) -> context.getLogger(logger).setLevel(level));
    var brief = appender("stderr-brief", /* traces= */ false);
    for (String name : BRIEF) {
      var logger = context.getLogger(name);
      logger.setAdditive(false);
      logger.addAppender(brief);
    }
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  /**
   * Writes to standard error.
   *
   * @param traces whether an exception is told with all its stack
   */
  private ConsoleAppender<ILoggingEvent> appender(String name, boolean traces) {
    var appender = new ConsoleAppender<ILoggingEvent>();
    appender.setContext(getContext());
    appender.setName(name);
    appender.setTarget("System.err");
    boolean json = setting("PHASEGATE_LOG_FORMAT", "text").equals("json");
    appender.setEncoder(json ? json(traces) : text(traces));
    appender.start();
    return appender;
  }

  private Encoder<ILoggingEvent> text(boolean traces) {
    var layout = new TextLayout(traces);
    layout.setContext(getContext());
    layout.start();
    var encoder = new LayoutWrappingEncoder<ILoggingEvent>();
    encoder.setContext(getContext());
    encoder.setLayout(layout);
    encoder.start();
    return encoder;
  }

  private Encoder<ILoggingEvent> json(boolean traces) {
    var encoder = new JsonEncoder();
    encoder.setContext(getContext());
    encoder.setWithFormattedMessage(true);
    encoder.setWithMessage(false);
    encoder.setWithArguments(false);
    encoder.setWithSequenceNumber(false);
    encoder.setWithNanoseconds(false);
    encoder.setWithContext(false);
    encoder.setWithThrowable(traces);
    encoder.start();
    return encoder;
  }

  private static String setting(String name, String usual) {
    return Optional.ofNullable(System.getProperty(name))
        .or(() -> Optional.ofNullable(System.getenv(name)))
        .orElse(usual);
  }
}
