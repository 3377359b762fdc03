package io.phasegate.conversion.review;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonTokens;
import io.phasegate.conversion.json.MalformedJson;
import java.io.IOException;

/** One member of a review, to be read at once or not at all: the pass goes on behind it. */
public final class Member {

  private final JsonTokens tokens;
  private final JsonParser parser;
  private final String parent;
  private final String name;

  /** A member whose name the parser has just read. */
  Member(JsonTokens tokens, String parent) throws IOException {
    this.tokens = tokens;
    this.parser = tokens.parser();
    this.parent = parent;
    this.name = parser.currentName();
    parser.nextToken();
  }

  /** The member's key. */
  public String name() {
    return name;
  }

  /**
   * The member's string.
   *
   * @throws MalformedJson when it is something else
   */
  public String text() throws IOException, MalformedJson {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw new MalformedJson(parent + name + " must be a string");
    }
    return parser.getText();
  }

  /**
   * Duplicate keys are refused: whichever one won, the other would be lost (ruling 28).
   *
   * @param first false when there was one of that name before
   */
  public void once(boolean first) throws MalformedJson {
    if (!first) {
      throw new MalformedJson(parent + name + " is there twice");
    }
  }

  /** Where the member stands in the body; {@link Slice#NONE} when it is null. */
  public Slice slice() throws IOException, MalformedJson {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return Slice.NONE;
    }
    int begin = tokens.begin();
    skip();
    return new Slice(begin, tokens.end() - begin);
  }

  /**
   * Does nothing to the member.
   *
   * @throws MalformedJson when the body is in another encoding than UTF-8, and none of it is to be
   *     read
   */
  public void checkEncoding() throws MalformedJson {
    tokens.begin();
  }

  /**
   * The member's value, as a tree.
   *
   * @throws MalformedJson for JSON that no API server would send; the pass can go on behind it
   */
  public Json value() throws IOException, MalformedJson {
    boolean nests = parser.currentToken().isStructStart();
    int around = parser.getParsingContext().getNestingDepth() - (nests ? 1 : 0);
    try {
      return tokens.value();
    } catch (MalformedJson e) {
      leave(parser, around);
      throw e;
    }
  }

  /** Passes over what is left of the member. */
  void skip() throws IOException {
    parser.skipChildren();
  }

  /** Takes the items of a list, one by one. */
  interface Items {

    void take(Json value, Slice slice);

    /** Takes an item that is JSON but none that an API server would send. */
    void refuse(MalformedJson reason);
  }

  /**
   * Reads the member's list, one tree at a time. Null is a list without items.
   *
   * @throws MalformedJson when it is no list
   */
  void each(Items items) throws IOException, MalformedJson {
    if (parser.currentToken() != JsonToken.VALUE_NULL) {
      each(tokens, parent + name, items);
    }
  }

  /**
   * Reads the list at whose beginning the parser stands.
   *
   * @param name the list's, for the sentence of a refusal
   */
  static void each(JsonTokens tokens, String name, Items items) throws IOException, MalformedJson {
    JsonParser parser = tokens.parser();
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw new MalformedJson(name + " must be a list");
    }
    int depth = parser.getParsingContext().getNestingDepth();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      int begin = tokens.begin();
      try {
        Json value = tokens.value();
        items.take(value, new Slice(begin, tokens.end() - begin));
      } catch (MalformedJson e) {
        items.refuse(e);
        leave(parser, depth);
      }
    }
  }

  /** Goes on to the end of whatever is open deeper than {@code depth}. */
  private static void leave(JsonParser parser, int depth) throws IOException {
    while (parser.getParsingContext().getNestingDepth() > depth) {
      parser.nextToken();
    }
  }
}
