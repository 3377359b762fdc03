package io.phasegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookCommandTest {

  @Test
  void helpNamesEverySettingWithItsDefault() {
    var help = Run.of("webhook", "--help").out();

    assertThat(help)
        .contains("--max-conversion-bytes", "100663296", "--max-in-flight-bytes", "--queue-time")
        .contains("--idle-timeout", "2m", "--max-connection-age", "--drain-delay", "--client-ca")
        .contains("--tls-engine", "--log-format");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --queue-time    | soon     | "soon" is no time; write 5s or 1m30s
          --tls-engine    | rusty    | --tls-engine is auto, native or jdk, not "rusty"
          --client-ca     | /nowhere | --client-ca: /nowhere cannot be read
          --client-names  | me       | --client-names says nothing without --client-ca
          --max-in-flight | 0        | with these limits no request could be answered
          --idle-timeout  | 0        | with so little patience nobody could be served
          --log-format    | yaml     | --log-format is text or json, not "yaml"
          --namespaces    | a,,b     | --namespaces: "" is no name of a namespace
          """)
  void whatCannotBeMeantIsSaid(String option, String value, String sentence) {
    var run =
        Run.of("webhook", "--listen", "127.0.0.1:0", "--health", "127.0.0.1:0", option, value);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(sentence);
  }

  @Test
  void everySettingCanComeFromTheEnvironment() {
    var run = Run.in(Map.of("PHASEGATE_TLS_ENGINE", "rusty"), "webhook");

    assertThat(run.err()).contains("--tls-engine is auto, native or jdk");
  }
}
