package io.phasegate.cli;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/**
 * A line of the log for people: time, level, class, message, the trace it belongs to if there is
 * one, and behind it the stack trace. It is Logback's {@code %d{HH:mm:ss.SSS} %-5level %logger{0} -
 * %msg %X{trace_id:-}%n} without the compiler of such patterns, which a starting process would load
 * for one line.
 */
final class TextLayout extends LayoutBase<ILoggingEvent> {

  private final DateTimeFormatter time =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

  private final boolean traces;

  /**
   * @param traces whether an exception is told with all its stack, or in one line
   */
  TextLayout(boolean traces) {
    this.traces = traces;
  }

  @Override
  public String doLayout(ILoggingEvent event) {
    var line = new StringBuilder(160);
    time.formatTo(event.getInstant(), line);
    String level = event.getLevel().toString();
    line.append(' ').append(level).repeat(' ', Math.max(0, 5 - level.length()));
    String logger = event.getLoggerName();
    line.append(' ').append(logger, logger.lastIndexOf('.') + 1, logger.length());
    line.append(" - ").append(event.getFormattedMessage());
    IThrowableProxy thrown = event.getThrowableProxy();
    if (thrown != null && !traces) {
      line.append(": ").append(inOneLine(thrown));
    }
    line.append(' ').append(event.getMDCPropertyMap().getOrDefault("trace_id", ""));
    line.append(System.lineSeparator());
    if (thrown != null && traces) {
      line.append(ThrowableProxyUtil.asString(thrown));
    }
    return line.toString();
  }

  private static String inOneLine(IThrowableProxy thrown) {
    return (thrown.getClassName() + ": " + thrown.getMessage()).replaceAll("\\R", " ");
  }
}
