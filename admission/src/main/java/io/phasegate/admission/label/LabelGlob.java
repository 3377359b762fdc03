package io.phasegate.admission.label;

import com.google.re2j.Pattern;
import java.util.Optional;

/**
 * A glob for label keys, in the form of Go's {@code path.Match} (spec/engine.md 1.6): {@code *} is
 * any text and {@code ?} any character, both without a slash; {@code [a-z]} one of some characters,
 * {@code [^a-z]} any other but a slash; a backslash takes the next character as it is.
 *
 * <p>Java's own globs try every way in which stars can share a text, which takes hours for a dozen
 * of them. RE2 does not.
 */
public final class LabelGlob {

  /** No label key is longer than 317 characters; what is longer still matches none. */
  static final int LONGEST = 1024;

  private static final char END = '\0';

  private final Pattern pattern;

  private LabelGlob(Pattern pattern) {
    this.pattern = pattern;
  }

  /**
   * Reads a glob.
   *
   * @return empty when it is malformed, or longer than {@value #LONGEST} characters
   */
  public static Optional<LabelGlob> of(String glob) {
    return glob.length() > LONGEST
        ? Optional.empty()
        : new Reading(glob).pattern().map(Pattern::compile).map(LabelGlob::new);
  }

  /** Whether the glob matches the whole key. */
  public boolean matches(String key) {
    return pattern.matches(key);
  }

  /** Turns a glob into a regular expression, character by character. */
  private static final class Reading {

    private final String glob;
    private final StringBuilder expression = new StringBuilder("(?s)");
    private int at;

    Reading(String glob) {
      this.glob = glob;
    }

    Optional<String> pattern() {
      while (at < glob.length()) {
        char sign = glob.charAt(at++);
        switch (sign) {
          case '*' -> expression.append("[^/]*");
          case '?' -> expression.append("[^/]");
          case '[' -> {
            if (!characterClass()) {
              return Optional.empty();
            }
          }
          case '\\' -> {
            if (at == glob.length()) {
              return Optional.empty();
            }
            expression.append(quoted(glob.charAt(at++)));
          }
          default -> expression.append(quoted(sign));
        }
      }
      return Optional.of(expression.toString());
    }

    /** What stands behind an opening bracket, up to the closing one; false when it is malformed. */
    private boolean characterClass() {
      boolean negated = next() == '^';
      at += negated ? 1 : 0;
      expression.append(negated ? "[^/" : "[");
      int ranges = 0;
      while (next() != ']' || ranges == 0) {
        char low = character();
        boolean isRange = next() == '-';
        at += isRange ? 1 : 0;
        char high = isRange ? character() : low;
        if (low == END || high == END || low > high) {
          return false;
        }
        expression.append(quoted(low)).append('-').append(quoted(high));
        ranges++;
      }
      at++;
      expression.append(']');
      return true;
    }

    /** One end of a range; {@link #END} when there is none. */
    private char character() {
      char character = take();
      return switch (character) {
        case '-', ']' -> END;
        case '\\' -> take();
        default -> character;
      };
    }

    private char take() {
      char next = next();
      at++;
      return next;
    }

    private char next() {
      return at < glob.length() ? glob.charAt(at) : END;
    }

    private static String quoted(char literal) {
      return "\\x{%x}".formatted((int) literal);
    }
  }
}
