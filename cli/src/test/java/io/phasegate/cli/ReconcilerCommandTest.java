package io.phasegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.reconciler.dgdr.settings.DgdrSettings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ReconcilerCommandTest {

  @Test
  void withoutOptionsTheSettingsAreTheUsualOnes() {
    assertThat(settings(Map.of()).settings(true)).isEqualTo(DgdrSettings.defaults());
  }

  @Test
  void singleNamespacesTakeNoRightInTheWholeCluster() {
    assertThat(settings(Map.of()).settings(false))
        .isEqualTo(DgdrSettings.defaults().withoutClusterRights());
  }

  @Test
  void whatIsGivenCounts() {
    var settings =
        settings(
                Map.of("PHASEGATE_NATS_ADDRESS", "nats://bus:4222"),
                "--copier-image=registry.local/copy:1",
                "--copier-command=/bin/copy,--fast",
                "--copier-arguments=",
                "--pull-secrets=",
                "--job-deadline=90m",
                "--gpu-discovery=true",
                "--grant-profiler-access=true")
            .settings(false);

    assertThat(settings.copier().image()).isEqualTo("registry.local/copy:1");
    assertThat(settings.copier().command()).containsExactly("/bin/copy", "--fast");
    assertThat(settings.copier().arguments()).isEmpty();
    assertThat(settings.job().imagePullSecrets()).isEmpty();
    assertThat(settings.job().activeDeadline()).isEqualTo(Duration.ofMinutes(90));
    assertThat(settings.job().grantsAccess()).isTrue();
    assertThat(settings.discovery().fromNodes()).isTrue();
    assertThat(settings.surroundings().nats("x")).isEqualTo("nats://bus:4222");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --job-retries   | -1       | --job-retries: a Job cannot be tried again less than 0 times
          --job-retries   | many     | Invalid value for option '--job-retries'
          --job-deadline  | 0        | --job-deadline: a Job needs a second at least
          --job-deadline  | soon     | Invalid value for option '--job-deadline'
          --job-ttl       | 1000000h | --job-ttl: a finished Job is kept from 0 s to 68 years
          --job-ttl       | -1h      | Invalid value for option '--job-ttl'
          --copier-image  | ''       | --copier-image: "" is no image
          --copier-memory | plenty   | --copier-memory: "plenty" is no amount of memory
          --profiler-account | Bad_Name | --profiler-account: "Bad_Name" can be no name
          --profiler-role | a/b      | --profiler-role: "a/b" can be no name of a role
          --pull-secrets  | a,B      | --pull-secrets: "B" can be no name
          --hf-secret     | ''       | --hf-secret: "" can be no name
          --hf-secret-key | a/b      | --hf-secret-key: "a/b" can be no key of a Secret
          --most-gpus     | 0        | --most-gpus: nothing can be planned with less than 1 GPU
          --most-gpus     | 9999999999 | Invalid value for option '--most-gpus'
          --gpu-discovery | maybe    | Invalid value for option '--gpu-discovery'
          --grant-profiler-access | 1 | Invalid value for option '--grant-profiler-access'
          --kinds         | dgdr,nix | --kinds: there are no kinds called [nix]
          --kinds         | ''       | --kinds: there are no kinds called []
          --kubeconfig    | /no/file | --kubeconfig: /no/file cannot be read
          --kubeconfig    | /        | --kubeconfig: / cannot be read
          --kubeconfig    | pom.xml  | --kubeconfig: pom.xml is no kubeconfig
          --workers       | two      | Invalid value for option '--workers'
          --workers       | 0        | --workers: at least one worker is needed
          --resync        | 10ms     | --resync: a resync takes a second at least
          --namespaces    | a,,b     | --namespaces: "" is no name of a namespace
          --namespaces    | ''       | --namespaces: "" is no name of a namespace
          --namespaces    | Bad_Name | --namespaces: "Bad_Name" is no name of a namespace
          --log-format    | yaml     | --log-format is text or json
          """)
  void whatCannotBeMeantIsSaid(String option, String value, String sentence) {
    var run = Run.of("reconciler", "--health", "127.0.0.1:0", option, value);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(sentence);
  }

  @Test
  void helpNamesEverySettingWithItsDefault() {
    assertThat(Run.of("reconciler", "--help").out())
        .contains("--copier-image", "--job-deadline", "24h", "--job-ttl", "168h")
        .contains("--nats-address", "nats://{namespace}-nats:4222", "--gpu-discovery");
  }

  private static ProfilingSettings settings(Map<String, String> environment, String... args) {
    var options = new ProfilingSettings();
    new CommandLine(CommandLine.Model.CommandSpec.create().addMixin("profiling", mixin(options)))
        .setDefaultValueProvider(new EnvironmentOptions(environment))
        .parseArgs(args);
    return options;
  }

  private static CommandLine.Model.CommandSpec mixin(ProfilingSettings options) {
    return CommandLine.Model.CommandSpec.forAnnotatedObject(options);
  }
}
