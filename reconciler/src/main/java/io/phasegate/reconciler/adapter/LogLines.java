package io.phasegate.reconciler.adapter;

import io.phasegate.reconciler.engine.condition.Severity;
import io.phasegate.reconciler.engine.event.LogLine;
import io.phasegate.reconciler.engine.event.LogSink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what conditions have to tell into the process's log. */
final class LogLines implements LogSink {

  private static final Logger LOG = LoggerFactory.getLogger("io.phasegate.reconciler.condition");

  @Override
  public void log(LogLine line) {
    String text = "{}: {}={} {}: {}";
    Object[] values = {
      line.about(), line.condition(), line.status(), line.reason(), line.message()
    };
    if (line.severity() == Severity.WARNING) {
      LOG.error(text, values);
    } else if (line.debug()) {
      LOG.debug(text, values);
    } else {
      LOG.info(text, values);
    }
  }
}
