package io.phasegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said plainly is read without picocli, and means the same. */
class WebhookOptionValuesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--listen 127.0.0.1:0",
        "--listen=127.0.0.1:0 --drain-delay 0s --idle-timeout=3m",
        "--default-image=registry/a=b --namespaces a,,b --client-names x",
        "--gpu-discovery false --max-in-flight-bytes 5 --tls-engine jdk"
      })
  void plainArgumentsMeanWhatPicocliMakesOfThem(String line) {
    String[] arguments = line.isEmpty() ? new String[0] : line.split(" ");
    Map<String, String> environment =
        Map.of("PHASEGATE_CERT_DIR", "/certs", "PHASEGATE_LISTEN", "0.0.0.0:1");

    var plain = WebhookOptionValues.plain(List.of(arguments), environment);

    assertThat(plain).contains(byPicocli(arguments, environment));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "-V",
        "--listne 127.0.0.1:0",
        "--listen",
        "--listen --health",
        "--listen a --listen b",
        "@file",
        "--cert-dir @file",
        "reconciler",
        "--"
      })
  void whatIsNotPlainIsLeftToPicocli(String line) {
    assertThat(WebhookOptionValues.plain(List.of(line.split(" ")), Map.of())).isEmpty();
  }

  @Test
  void theFlagIsNotReadAsSomethingElse() {
    var run = Run.of("webhook", "--gpu-discovery", "yes");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--gpu-discovery: write true or false, not \"yes\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--max-in-flight", "--max-in-flight-bytes", "--off-loop-above"})
  void whatIsNoNumberIsSaid(String option) {
    var run = Run.of("webhook", option, "many");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(option + ": \"many\" is no number");
  }

  private static WebhookOptionValues byPicocli(
      String[] arguments, Map<String, String> environment) {
    String[] all = new String[arguments.length + 1];
    all[0] = "webhook";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    var commandLine = Commands.commandLine(environment, Map.of());
    commandLine.parseArgs(all);
    WebhookCommand command =
        Objects.requireNonNull(commandLine.getSubcommands().get("webhook")).getCommand();
    return command.values();
  }
}
