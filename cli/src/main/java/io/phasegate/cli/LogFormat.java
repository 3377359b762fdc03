package io.phasegate.cli;

import java.util.Set;

/** The option {@code --log-format} of the processes. */
final class LogFormat {

  private LogFormat() {}

  /**
   * Logs in this form from now on.
   *
   * @throws BadInput when there is no such form
   */
  static void use(String format) {
    if (!Set.of("text", "json").contains(format)) {
      throw new BadInput("--log-format is text or json, not \"" + format + "\"");
    }
    // Read by LogSettings when the first line is logged, which is later.
    System.setProperty("PHASEGATE_LOG_FORMAT", format);
  }
}
