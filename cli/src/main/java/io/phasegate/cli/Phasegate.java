package io.phasegate.cli;

import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program: its commands, and what they have in common. */
@Command(
    name = "phasegate",
    description = "Admission, version conversion and phases of AI-workload custom resources.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      WebhookCommand.class,
      ReconcilerCommand.class,
      ConvertCommand.class,
      CopyOutputCommand.class
    },
    footer = {
      "",
      "Every option can also be given in the environment: --cert-dir as PHASEGATE_CERT_DIR.",
      "Exit codes: 0 done; 1 the thing asked about is not so; 2 wrong use or bad input."
    })
public final class Phasegate implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(commandLine(System.getenv()).execute(args));
  }

  /**
   * The command line, ready for arguments.
   *
   * @param environment where options are looked up that were not given
   * @param more commands beside those that every build has
   */
  public static CommandLine commandLine(Map<String, String> environment, Object... more) {
    var commandLine = new CommandLine(new Phasegate());
    for (Object command : more) {
      commandLine.addSubcommand(command);
    }
    return commandLine
        .setDefaultValueProvider(new EnvironmentOptions(environment))
        .setUsageHelpAutoWidth(true)
        .setExecutionExceptionHandler(new OneSentence());
  }

  /** Without a command there is nothing to do but to say which there are. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command?");
  }
}
