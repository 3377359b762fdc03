package io.phasegate.conversion.json;

import java.util.function.Supplier;

/**
 * The text is not JSON that an API server would take. The message is one sentence for the person
 * who wrote it, with the place and without any of the text.
 */
public sealed class MalformedJson extends Exception {

  private static final long serialVersionUID = 1L;

  private final String reason;

  public MalformedJson(String message) {
    this(message, true);
  }

  /**
   * @param traced false for what may be thrown a million times over one body
   */
  private MalformedJson(String message, boolean traced) {
    super(message, null, traced, traced);
    this.reason = message;
  }

  /** The sentence. */
  public String reason() {
    return reason;
  }

  /**
   * Well-formed JSON in which an object has one key twice. The API server never sends that, and
   * whichever one won, the other would be lost (ruling 28). Who reads can go on behind the value.
   */
  public static final class DuplicateKey extends MalformedJson {

    private static final long serialVersionUID = 1L;

    private final transient Supplier<String> position;

    /**
     * @param position for people, in brackets; asked for only if somebody wants the sentence, for
     *     finding a place takes as long as what stands before it
     */
    DuplicateKey(String key, Supplier<String> position) {
      super("the key \"" + Excerpt.of(key, Excerpt.LONGEST_KEY) + "\" is there twice", false);
      this.position = position;
    }

    @Override
    public String reason() {
      return super.reason() + position.get();
    }

    @Override
    public String getMessage() {
      return reason();
    }
  }

  /** The text cannot be read any further. */
  public static final class Unreadable extends MalformedJson {

    private static final long serialVersionUID = 1L;

    /** Why a text cannot be read. */
    enum Why {
      NO_JSON(" is not valid JSON"),
      TOO_DEEP(" nests deeper than an API server takes it"),
      NO_UTF8(" must be UTF-8");

      private final String predicate;

      Why(String predicate) {
        this.predicate = predicate;
      }
    }

    private final Why why;
    private final String position;

    /**
     * @param what what was wrong, more exactly
     * @param position for people, in brackets
     */
    Unreadable(Why why, String what, String position) {
      super(what + position);
      this.why = why;
      this.position = position;
    }

    /** A sentence about the text as a whole, for instance about {@code the body}. */
    public String about(String text) {
      return text + why.predicate + position;
    }
  }
}
