package io.phasegate.conversion.dgdr;

import static io.phasegate.conversion.dgdr.Dgdr.alpha;
import static io.phasegate.conversion.dgdr.Dgdr.annotate;
import static io.phasegate.conversion.dgdr.Dgdr.at;
import static io.phasegate.conversion.dgdr.Dgdr.beta;
import static io.phasegate.conversion.dgdr.Dgdr.toAlpha;
import static io.phasegate.conversion.dgdr.Dgdr.toBeta;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What was saved meets a live object that has moved on since, or was never the one it is of. */
class DgdrStalePayloadTest {

  private static final String JOB = "spec.overrides.profilingJob";

  @Test
  void emptySlaOfTheHubComesBackFromAmongSavedKeys() {
    var hub =
        annotate(
            beta("spec: {sla: {}}"),
            "nvidia.com/dgdr-spec",
            """
            {"version":1,"from":"v1alpha1","spec":{"profilingConfig":{"config":{"sla":{"x":1}}}}}\
            """);

    var alpha = toAlpha(hub);

    assertThat(at(alpha, "spec.profilingConfig.config.sla")).isEqualTo("{\"x\":1}");
    assertThat(at(toBeta(alpha), "spec.sla")).isEqualTo("{}");
  }
}
