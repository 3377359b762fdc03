package io.phasegate.conversion.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes {@link Tape}s, one after the other; the room that one took serves the next. What Jackson
 * lets pass and no API server would send is refused: keys that are there twice (ruling 28).
 */
final class TapeRecorder {

  /** Together with its key and the punctuation around it hardly a value is shorter. */
  private static final int BYTES_A_VALUE = 16;

  /** Room for so many values is made at once; what needs more grows. */
  private static final int MOST_AT_ONCE = 1 << 10;

  /** The object or array that is being read, and what is around it. */
  private static final class Level {

    /** Up to so many keys are looked at one by one. */
    private static final int FEW = 12;

    private final @Nullable Level outer;
    private @Nullable Level inner;
    private int place;
    private int count;

    /** A bit for each key that is there, by its hash code: most new keys are told apart by it. */
    private long seen;

    /** All keys, once they are many. */
    private @Nullable Set<String> many;

    Level(@Nullable Level outer) {
      this.outer = outer;
    }

    /** The next level, which a tape goes to and leaves many times over. */
    Level enter(int innerPlace) {
      Level level = inner == null ? new Level(this) : inner;
      inner = level;
      level.place = innerPlace;
      level.count = 0;
      level.seen = 0;
      level.many = null;
      return level;
    }
  }

  private final JsonTokens tokens;
  private final Level ground = new Level(null);
  private Level here = ground;
  private int[] cells;
  private String[] keys;
  private int size;
  private String key = "";

  /**
   * Reads from {@code tokens}.
   *
   * @param bytes how many they were made of
   */
  TapeRecorder(JsonTokens tokens, int bytes) {
    this.tokens = tokens;
    int room = Math.clamp(bytes / BYTES_A_VALUE, 8, MOST_AT_ONCE);
    cells = new int[room * Tape.CELLS];
    keys = new String[room];
  }

  /**
   * Reads the value at whose first token the parser stands, and leaves the parser at its last.
   *
   * @throws MalformedJson for a key that is there twice; the parser then stands at that key
   */
  Tape record() throws IOException, MalformedJson {
    here = ground;
    size = 0;
    key = "";
    JsonParser parser = tokens.parser();
    @Nullable JsonToken token = parser.currentToken();
    while (true) {
      take(token, parser);
      if (here == ground) {
        // A string that is all there is has not been looked at yet.
        parser.finishToken();
        return new Tape(
            tokens.utf8(), Arrays.copyOf(cells, size * Tape.CELLS), Arrays.copyOf(keys, size));
      }
      token = parser.nextToken();
    }
  }

  private void take(@Nullable JsonToken token, JsonParser parser)
      throws IOException, MalformedJson {
    if (token == null) {
      throw new MalformedJson(here == ground ? "there is no JSON value" : "the JSON ends early");
    }
    switch (token) {
      case START_OBJECT, START_ARRAY -> here = here.enter(add());
      case END_OBJECT, END_ARRAY -> leave();
      case FIELD_NAME -> {
        key = parser.currentName();
        if (isThere(key)) {
          throw new MalformedJson("the key \"" + key + "\" is there twice" + tokens.position());
        }
      }
      default -> add();
    }
  }

  /** Adds a value that begins here; returns its place. */
  private int add() throws MalformedJson {
    if (size == keys.length) {
      cells = Arrays.copyOf(cells, 2 * cells.length);
      keys = Arrays.copyOf(keys, 2 * size);
    }
    int place = size++;
    cells[place * Tape.CELLS + Tape.BEGIN] = tokens.begin();
    cells[place * Tape.CELLS + Tape.NEXT] = size;
    keys[place] = key;
    key = "";
    return place;
  }

  private void leave() throws MalformedJson {
    int cell = here.place * Tape.CELLS;
    cells[cell + Tape.END] = tokens.begin() + 1;
    cells[cell + Tape.NEXT] = size;
    here = here.outer == null ? ground : here.outer;
  }

  private boolean isThere(String name) {
    here.count++;
    long bit = 1L << name.hashCode();
    boolean maybe = (here.seen & bit) != 0;
    here.seen |= bit;
    if (here.count <= Level.FEW) {
      return maybe && isThere(name, here.place + 1);
    }
    Set<String> all = here.many;
    if (all == null) {
      all = new HashSet<>();
      for (int at = here.place + 1; at < size; at = next(at)) {
        all.add(keys[at]);
      }
      here.many = all;
    }
    return !all.add(name);
  }

  private boolean isThere(String name, int first) {
    for (int at = first; at < size; at = next(at)) {
      if (keys[at].equals(name)) {
        return true;
      }
    }
    return false;
  }

  private int next(int place) {
    return cells[place * Tape.CELLS + Tape.NEXT];
  }
}
