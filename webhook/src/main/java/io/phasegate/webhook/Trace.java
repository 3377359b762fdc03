package io.phasegate.webhook;

import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.MDC;

/**
 * The W3C trace context that a request came with, so that its log lines can be found by it. API
 * servers send one when tracing is switched on there.
 *
 * @param traceId 32 hex digits; empty when there is none
 * @param spanId 16 hex digits; empty when there is none
 */
record Trace(String traceId, String spanId) {

  static final Trace NONE = new Trace("", "");

  /** The name of the header. */
  static final String HEADER = "traceparent";

  private static final Pattern FORM =
      Pattern.compile(
          "(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-[0-9a-f]{2}(-.*)?");

  /** Reads the header's value; what is malformed counts as absent, as W3C demands. */
  static Trace of(String traceparent) {
    Matcher form = FORM.matcher(traceparent);
    return form.matches() ? new Trace(form.group(1), form.group(2)) : NONE;
  }

  /** Does something whose log lines shall carry the trace as {@code trace_id} and span_id. */
  <T> T during(Supplier<T> work) {
    if (traceId.isEmpty()) {
      return work.get();
    }
    try (var _ = MDC.putCloseable("trace_id", traceId);
        var _ = MDC.putCloseable("span_id", spanId)) {
      return work.get();
    }
  }
}
