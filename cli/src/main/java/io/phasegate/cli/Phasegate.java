package io.phasegate.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The program. It knows picocli by {@link Commands} only, whose classes a plain webhook never
 * loads.
 */
public final class Phasegate {

  private Phasegate() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(run(args, Map.of()));
  }

  /**
   * Runs a command.
   *
   * @param more commands beside those that every build has, by their names
   * @return the exit code
   */
  public static int run(String[] args, Map<String, Supplier<?>> more) {
    Map<String, String> environment = System.getenv();
    return plainWebhook(args, environment)
        .map(Phasegate::serve)
        .orElseGet(() -> Commands.run(args, environment, more));
  }

  private static Optional<WebhookOptionValues> plainWebhook(
      String[] args, Map<String, String> environment) {
    return args.length > 0 && args[0].equals("webhook")
        ? WebhookOptionValues.plain(Arrays.asList(args).subList(1, args.length), environment)
        : Optional.empty();
  }

  private static int serve(WebhookOptionValues values) {
    try {
      return WebhookRun.with(values);
    } catch (RuntimeException e) {
      return OneSentence.tell(e, new PrintWriter(System.err, true, System.err.charset()));
    }
  }
}
