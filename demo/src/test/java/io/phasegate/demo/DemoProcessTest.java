package io.phasegate.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo and the keyboard. */
class DemoProcessTest {

  @Test
  void ctrlCInTheMiddleEndsItWithoutAStackTrace(@TempDir Path folder) throws Exception {
    try (var demo = DemoProcess.start(folder)) {
      demo.await("Initializing");

      demo.interrupt();

      assertThat(demo.process().exitValue()).isEqualTo(130);
      assertThat(DemoProcess.read(demo.err())).doesNotContain("Exception", "phasegate:");
    }
  }

  @Test
  void keptDemoEndsOnCtrlC(@TempDir Path folder) throws Exception {
    try (var demo = DemoProcess.start(folder, "--keep")) {
      demo.await("kubectl --server=");

      demo.interrupt();

      assertThat(DemoProcess.read(demo.out())).contains("is deployed");
      assertThat(DemoProcess.read(demo.err())).doesNotContain("Exception", "phasegate:");
    }
  }
}
