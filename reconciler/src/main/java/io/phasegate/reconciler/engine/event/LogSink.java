package io.phasegate.reconciler.engine.event;

/** Port: takes lines for the log. */
@FunctionalInterface
public interface LogSink {

  void log(LogLine line);
}
