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

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    if (System.getProperty("logback.configurationFile") != null) {
      return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
    var appender = new ConsoleAppender<ILoggingEvent>();
    appender.setContext(context);
    appender.setName("stderr");
    appender.setTarget("System.err");
    appender.setEncoder(setting("PHASEGATE_LOG_FORMAT", "text").equals("json") ? json() : text());
    appender.start();
    var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.toLevel(setting("PHASEGATE_LOG_OTHERS", "warn"), Level.WARN));
    root.addAppender(appender);
    context
        .getLogger("io.phasegate")
        .setLevel(Level.toLevel(setting("PHASEGATE_LOG", "info"), Level.INFO));
    // The client warns of every version with a beta in its name; ours have been meant.
    context
        .getLogger("io.fabric8.kubernetes.client.dsl.internal.VersionUsageUtils")
        .setLevel(Level.ERROR);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  private Encoder<ILoggingEvent> text() {
    var layout = new TextLayout();
    layout.setContext(getContext());
    layout.start();
    var encoder = new LayoutWrappingEncoder<ILoggingEvent>();
    encoder.setContext(getContext());
    encoder.setLayout(layout);
    encoder.start();
    return encoder;
  }

  private Encoder<ILoggingEvent> json() {
    var encoder = new JsonEncoder();
    encoder.setContext(getContext());
    encoder.setWithFormattedMessage(true);
    encoder.setWithMessage(false);
    encoder.setWithArguments(false);
    encoder.setWithSequenceNumber(false);
    encoder.setWithNanoseconds(false);
    encoder.setWithContext(false);
    encoder.start();
    return encoder;
  }

  private static String setting(String name, String usual) {
    return Optional.ofNullable(System.getProperty(name))
        .or(() -> Optional.ofNullable(System.getenv(name)))
        .orElse(usual);
  }
}
