package io.phasegate.conversion.review;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A review of 24 MB in a process of its own, whose heap holds the body and the answer, once each,
 * but by far not the trees of all objects.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ReviewMemoryTest {

  /** The old generation gets four fifths of it, and large arrays need theirs in one piece. */
  private static final String HEAP = "-Xmx72m";

  @Test
  void largeReviewTakesItsBodyItsAnswerAndOneTree() throws Exception {
    assertThat(run("answer")).contains("answered");
  }

  @Test
  void thatHeapWouldNotHoldAllTrees() throws Exception {
    assertThat(run("hold-all-trees")).contains("OutOfMemoryError").doesNotContain("held");
  }

  private static String run(String what) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-XX:+UseSerialGC",
                "-XX:NewRatio=4",
                "-cp",
                System.getProperty("java.class.path"),
                LargeReview.class.getName(),
                what)
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    return output;
  }
}
