package io.phasegate.cli;

import java.io.PrintWriter;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Ends a failed command with one sentence, never with a stack trace. */
final class OneSentence implements IExecutionExceptionHandler {

  @Override
  public int handleExecutionException(
      Exception exception, CommandLine commandLine, ParseResult parsed) {
    return tell(exception, commandLine.getErr());
  }

  /** Says the sentence, and gives the exit code. */
  static int tell(Exception exception, PrintWriter err) {
    if (exception instanceof BadInput) {
      err.println("phasegate: " + exception.getMessage());
      return ExitCode.USAGE;
    }
    LoggerFactory.getLogger(OneSentence.class).debug("the command failed", exception);
    err.println(
        "phasegate: this should not have happened: "
            + exception
            + " (PHASEGATE_LOG=debug tells more)");
    return ExitCode.SOFTWARE;
  }
}
