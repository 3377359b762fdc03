package io.phasegate.cli;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What was said for each option of the webhook, by its caller, the environment or nobody; and what
 * it means. A reader that cannot make sense of a value throws {@link BadInput} naming the option.
 *
 * @param texts one for each option
 */
record WebhookOptionValues(Map<WebhookOption, String> texts) {

  /**
   * Reads arguments that are options and values and nothing else. Everything that is not as plain
   * as that, a call for help and every mistake included, is left to picocli: its classes take a
   * starting webhook longer than its event loops, so they are loaded only for people.
   *
   * @param arguments behind the command's name
   * @param environment where options are looked up that were not given
   * @return empty when picocli is needed
   */
  static Optional<WebhookOptionValues> plain(
      List<String> arguments, Map<String, String> environment) {
    Map<WebhookOption, String> given = new EnumMap<>(WebhookOption.class);
    for (Iterator<String> words = arguments.iterator(); words.hasNext(); ) {
      String word = words.next();
      int sign = word.indexOf('=');
      Optional<WebhookOption> option = named(sign < 0 ? word : word.substring(0, sign));
      if (option.isEmpty() || (sign < 0 && !words.hasNext())) {
        return Optional.empty();
      }
      String value = sign < 0 ? words.next() : word.substring(sign + 1);
      boolean odd = value.startsWith("-") || value.startsWith("@");
      if (odd || given.put(option.get(), value) != null) {
        return Optional.empty();
      }
    }
    for (WebhookOption option : WebhookOption.values()) {
      given.computeIfAbsent(
          option,
          absent -> environment.getOrDefault(OptionVariable.of(absent.option()), absent.usual()));
    }
    return Optional.of(new WebhookOptionValues(given));
  }

  private static Optional<WebhookOption> named(String name) {
    for (WebhookOption option : WebhookOption.values()) {
      if (option.option().equals(name)) {
        return Optional.of(option);
      }
    }
    return Optional.empty();
  }

  /** As it was written; empty when nothing was. */
  String text(WebhookOption option) {
    return texts.getOrDefault(option, "");
  }

  /** Words with commas between them. */
  List<String> words(WebhookOption option) {
    String text = text(option);
    return text.isEmpty() ? List.of() : List.of(text.split(",", -1));
  }

  /** A whole number. */
  int number(WebhookOption option) {
    return number(option, Integer::valueOf);
  }

  /** A number of bytes that may be beyond an int; empty when nothing was written. */
  Optional<Long> bytes(WebhookOption option) {
    return text(option).isEmpty() ? Optional.empty() : Optional.of(number(option, Long::valueOf));
  }

  private <N> N number(WebhookOption option, Function<String, N> reader) {
    try {
      return reader.apply(text(option));
    } catch (NumberFormatException e) {
      throw bad(option, "\"" + text(option) + "\" is no number, or too large a one");
    }
  }

  /** A span of time. */
  Duration time(WebhookOption option) {
    String text = text(option);
    return Span.parse(text).orElseThrow(() -> bad(option, Span.complaint(text)));
  }

  /** Yes or no. */
  boolean flag(WebhookOption option) {
    return switch (text(option)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw bad(option, "write true or false, not \"" + text(option) + "\"");
    };
  }

  private static BadInput bad(WebhookOption option, String sentence) {
    return new BadInput(option.option() + ": " + sentence);
  }
}
