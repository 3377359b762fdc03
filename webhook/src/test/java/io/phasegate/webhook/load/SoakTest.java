package io.phasegate.webhook.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Renewals and restarts that nobody may notice: 0 failed requests. */
class SoakTest {

  /** Ten seconds: one SIGTERM, some certificates. */
  @Test
  void nobodyNoticesARestartAndRenewals(@TempDir Path directory) throws Exception {
    var soak =
        new Soak(
            Duration.ofSeconds(10), /* rate= */ 25, Duration.ofSeconds(3), Duration.ofSeconds(2));

    Soak.Report report = soak.run(directory);

    assertThat(report.failures()).as(report.toString()).isEmpty();
    assertThat(report.answered()).isEqualTo(10 * 25);
    assertThat(report.exitCodes()).isNotEmpty().containsOnly(0);
    assertThat(report.certificates()).isGreaterThan(3);
  }

  /** {@code mvn test -pl webhook -am -Psoak}: five minutes of 500 requests a second. */
  @Test
  @Tag("soak")
  @Timeout(value = 8, unit = TimeUnit.MINUTES)
  void fiveMinutesOf500RequestsASecond(@TempDir Path directory) throws Exception {
    var soak =
        new Soak(
            Duration.ofMinutes(5), /* rate= */ 500, Duration.ofSeconds(5), Duration.ofSeconds(20));

    Soak.Report report = soak.run(directory);

    System.out.println(report);
    assertThat(report.failures()).as(report.toString()).isEmpty();
    assertThat(report.answered()).isEqualTo(5 * 60 * 500);
    assertThat(report.exitCodes()).isNotEmpty().containsOnly(0);
  }
}
