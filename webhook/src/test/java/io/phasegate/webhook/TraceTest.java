package io.phasegate.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

/** W3C trace context. */
class TraceTest {

  private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  @Test
  void aTraceparentIsRead() {
    assertThat(Trace.of(PARENT))
        .isEqualTo(new Trace("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
        "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c\n-b7ad6b7169203331-01"
      })
  void whatIsMalformedCountsAsAbsent(String traceparent) {
    assertThat(Trace.of(traceparent)).isEqualTo(Trace.NONE);
  }

  @Test
  void logLinesCarryItWhileTheWorkIsDone() {
    String during = Trace.of(PARENT).during(() -> MDC.get("trace_id") + " " + MDC.get("span_id"));

    assertThat(during).isEqualTo("0af7651916cd43dd8448eb211c80319c b7ad6b7169203331");
    assertThat(MDC.get("trace_id")).isNull();
  }
}
