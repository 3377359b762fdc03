package io.phasegate.testkit.cluster.process;

/**
 * What a command left behind.
 *
 * @param command the command as a person would type it
 * @param exitCode 0 when all went well
 * @param out its standard output
 * @param err its standard error
 */
public record CommandResult(String command, int exitCode, String out, String err) {

  /** True for exit code 0. */
  public boolean succeeded() {
    return exitCode == 0;
  }

  /**
   * This result, if the command succeeded.
   *
   * @throws IllegalStateException with the command and all that it wrote, if it did not
   */
  public CommandResult orThrow() {
    if (!succeeded()) {
      throw new IllegalStateException(toString());
    }
    return this;
  }

  @Override
  public String toString() {
    return "%s: exit code %d%n%s%s".formatted(command, exitCode, out, err);
  }
}
