package io.phasegate.cli;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Takes an option that was not given from the environment: {@code --cert-dir} as its name in caps.
 */
final class EnvironmentOptions implements IDefaultValueProvider {

  private final Map<String, String> environment;

  EnvironmentOptions(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    return argument instanceof OptionSpec option && !option.usageHelp() && !option.versionHelp()
        ? environment.get(variable(option.longestName()))
        : null;
  }

  /** The variable's name for an option's. */
  static String variable(String option) {
    String words = option.replaceFirst("^-+", "").replace('-', '_').toUpperCase(Locale.ROOT);
    // PHASEGATE_CLUSTER says whether the tests need a cluster; the demo's --cluster is another
    // thing.
    return words.equals("CLUSTER") ? "PHASEGATE_DEMO_CLUSTER" : "PHASEGATE_" + words;
  }
}
