package io.phasegate.demo;

import io.phasegate.cli.Phasegate;
import java.util.Map;

/** The program as a source tree has it: all commands, and the demo. */
public final class PhasegateWithDemo {

  private PhasegateWithDemo() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] args) {
    if (args.length > 0 && args[0].equals("demo")) {
      // The story is on standard output; the servers' own log would talk into it.
      System.setProperty("PHASEGATE_LOG", System.getenv().getOrDefault("PHASEGATE_LOG", "warn"));
    }
    System.exit(Phasegate.run(args, Map.of("demo", DemoCommand::new)));
  }
}
