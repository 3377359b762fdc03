package io.phasegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhasegateTest {

  @Test
  void helpNamesTheCommandsAndTheExitCodes() {
    var run = Run.of("--help");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("webhook", "convert", "PHASEGATE_CERT_DIR", "Exit codes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"webhook", "reconciler", "convert"})
  void everyCommandHasHelp(String command) {
    var run = Run.of(command, "--help");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("Usage: phasegate " + command);
  }

  @Test
  void noCommandIsWrongUse() {
    var run = Run.of();

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains("Which command? There is webhook, reconciler, convert, copy-output.");
  }

  @Test
  void unknownOptionGetsTwoLinesAndNotTheWholeHelp() {
    var run = Run.of("reconciler", "--nonsense");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err().lines())
        .satisfiesExactly(
            what -> assertThat(what).startsWith("phasegate: ").contains("'--nonsense'"),
            help -> assertThat(help).isEqualTo("Try phasegate reconciler --help."));
  }

  @Test
  void misspeltOptionIsToldItsRightSpelling() {
    var run = Run.of("webhook", "--listne", "127.0.0.1:0");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("'--listne'", "--listen").doesNotContain("Usage:");
  }

  @Test
  void optionCanComeFromTheEnvironment() {
    var run = Run.in(Map.of("PHASEGATE_LISTEN", "no port"), "webhook", "--health", "127.0.0.1:0");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--listen: \"no port\" is not HOST:PORT");
  }

  @Test
  void givenOptionBeatsTheEnvironment() {
    var run =
        Run.in(
            Map.of("PHASEGATE_LISTEN", "no port", "PHASEGATE_HEALTH", "none either"),
            "webhook",
            "--listen",
            "127.0.0.1:0");

    assertThat(run.err()).contains("--health").doesNotContain("--listen");
  }

  @Test
  void variableOfTheDemosClusterIsNotThatOfTheTests() {
    assertThat(OptionVariable.of("--cluster")).isEqualTo("PHASEGATE_DEMO_CLUSTER");
    assertThat(OptionVariable.of("--cert-dir")).isEqualTo("PHASEGATE_CERT_DIR");
  }
}
