package io.phasegate.conversion.review;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonCursor;
import io.phasegate.conversion.json.MalformedJson;
import io.phasegate.conversion.json.MalformedJson.DuplicateKey;
import io.phasegate.conversion.json.MalformedJson.Unreadable;

/** One member of a review, to be read at once or not at all: the pass goes on behind it. */
public final class Member {

  private final JsonCursor body;
  private final String parent;
  private final String name;

  /** The member at which the cursor stands. */
  Member(JsonCursor body, String parent) {
    this.body = body;
    this.parent = parent;
    this.name = body.key();
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
  public String text() throws MalformedJson {
    if (!body.isText()) {
      throw new MalformedJson(parent + name + " must be a string");
    }
    return body.text();
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
  public Slice slice() throws Unreadable {
    return body.isNull() ? Slice.NONE : slice(body, body.begin());
  }

  /** The value that began at {@code begin}, whether it was read or not. */
  private static Slice slice(JsonCursor body, int begin) throws Unreadable {
    return new Slice(begin, body.pass() - begin);
  }

  /**
   * The member's value, as a tree.
   *
   * @throws DuplicateKey for JSON that no API server would send; the pass can go on behind it
   */
  public Json value() throws Unreadable, DuplicateKey {
    return body.value();
  }

  /** Takes the items of a list, one by one. */
  interface Items {

    void take(Json value, Slice slice);

    /** Takes an item that is JSON but none that an API server would send. */
    void refuse(DuplicateKey reason);
  }

  /**
   * Reads the member's list, one tree at a time. Null is a list without items.
   *
   * @throws MalformedJson when it is no list
   */
  void each(Items items) throws MalformedJson {
    if (!body.isNull()) {
      each(body, parent + name, items);
    }
  }

  /**
   * Reads the list at which the cursor stands.
   *
   * @param name the list's, for the sentence of a refusal
   */
  static void each(JsonCursor list, String name, Items items) throws MalformedJson {
    if (!list.isArray()) {
      throw new MalformedJson(name + " must be a list");
    }
    list.enter();
    while (list.next()) {
      int begin = list.begin();
      try {
        Json value = list.value();
        items.take(value, slice(list, begin));
      } catch (DuplicateKey e) {
        items.refuse(e);
      }
    }
  }
}
