package io.phasegate.demo;

import io.phasegate.cli.Phasegate;
import java.util.Map;

/** The program as a source tree has it: all commands, and the demo. */
public final class PhasegateWithDemo {

  private PhasegateWithDemo() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] args) {
    if (args.length > 0 && args[0].equals("demo")) {
      // The story is on standard output; the servers' own log would talk into it, and so would
      // what libraries warn of on a slow machine, or when Ctrl-C takes the API server away.
      quiet("PHASEGATE_LOG", "warn");
      quiet("PHASEGATE_LOG_OTHERS", "error");
    }
    System.exit(Phasegate.run(args, Map.of("demo", DemoCommand::new)));
  }

  private static void quiet(String variable, String level) {
    System.setProperty(variable, System.getenv().getOrDefault(variable, level));
  }
}
