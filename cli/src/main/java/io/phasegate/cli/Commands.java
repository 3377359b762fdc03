package io.phasegate.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** All commands as picocli knows them, and what they have in common. */
@Command(
    name = "phasegate",
    description = "Admission, version conversion and phases of AI-workload custom resources.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Every option can also be given in the environment: --cert-dir as PHASEGATE_CERT_DIR.",
      "Exit codes: 0 done; 1 the thing asked about is not so; 2 wrong use or bad input."
    })
public final class Commands implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  private Commands() {}

  /**
   * The command line with all commands, ready for arguments.
   *
   * @param environment where options are looked up that were not given
   * @param more commands beside those that every build has, by their names
   */
  public static CommandLine commandLine(
      Map<String, String> environment, Map<String, Supplier<?>> more) {
    return of(commands(more), environment);
  }

  /** Runs the command that the arguments name. */
  static int run(String[] args, Map<String, String> environment, Map<String, Supplier<?>> more) {
    Map<String, Supplier<?>> commands = commands(more);
    // Reading the options of all commands takes a good part of a short command's time.
    if (args.length > 0 && commands.containsKey(args[0])) {
      commands.keySet().retainAll(Set.of(args[0]));
    }
    return of(commands, environment).execute(args);
  }

  private static Map<String, Supplier<?>> commands(Map<String, Supplier<?>> more) {
    Map<String, Supplier<?>> commands = new LinkedHashMap<>();
    commands.put("webhook", WebhookCommand::spec);
    commands.put("reconciler", ReconcilerCommand::new);
    commands.put("convert", ConvertCommand::new);
    commands.put("copy-output", CopyOutputCommand::new);
    commands.putAll(more);
    return commands;
  }

  private static CommandLine of(
      Map<String, Supplier<?>> commands, Map<String, String> environment) {
    var commandLine = new CommandLine(new Commands());
    commands.forEach((name, command) -> commandLine.addSubcommand(name, command.get()));
    return commandLine
        .setDefaultValueProvider(new EnvironmentOptions(environment))
        .setUsageHelpAutoWidth(true)
        .setParameterExceptionHandler(new WrongUse())
        .setExecutionExceptionHandler(new OneSentence());
  }

  /** Without a command there is nothing to do but to say which there are. */
  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "Which command? There is " + String.join(", ", spec.subcommands().keySet()) + ".");
  }
}
