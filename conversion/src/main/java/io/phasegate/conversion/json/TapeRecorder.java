package io.phasegate.conversion.json;

import io.phasegate.conversion.json.JsonScanner.Token;
import io.phasegate.conversion.json.MalformedJson.DuplicateKey;
import io.phasegate.conversion.json.MalformedJson.Unreadable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Makes {@link Tape}s, one after the other. Keys that are there twice are refused (ruling 28). */
final class TapeRecorder {

  /** Together with its key and the punctuation around it hardly a value is shorter. */
  private static final int BYTES_A_VALUE = 16;

  /** Room for so many values is made at once; what needs more grows. */
  private static final int MOST_AT_ONCE = 1 << 10;

  /** A tape may have so much more room than it needs, in percent, before it is worth a copy. */
  private static final int SLACK = 125;

  /** The object or array that is being read, and what is around it. */
  private static final class Level {

    private final @Nullable Level outer;
    private @Nullable Level inner;
    private int place;

    /** Whether all of it so far is spelled as it would be written, with sorted keys. */
    private boolean canonical;

    private final KeysOfObject keys;

    Level(@Nullable Level outer, byte[] utf8) {
      this.outer = outer;
      this.keys = new KeysOfObject(utf8);
    }

    /** The next level, which a tape goes to and leaves many times over. */
    Level enter(int innerPlace, byte[] utf8) {
      Level level = inner == null ? new Level(this, utf8) : inner;
      inner = level;
      level.place = innerPlace;
      level.canonical = true;
      level.keys.forget();
      return level;
    }
  }

  private final byte[] utf8;
  private final JsonScanner scanner;
  private final Level ground;
  private Level here;
  private int[] cells = {};

  /** How many of the cells are taken. */
  private int size;

  /** How many cells the next tape begins with: about as many as the last one needed. */
  private int room;

  private int key;
  private int keyEnd;
  private @Nullable DuplicateKey duplicate;

  /**
   * Reads from {@code scanner}.
   *
   * @param utf8 what it scans
   * @param bytes how many of them
   */
  TapeRecorder(JsonScanner scanner, byte[] utf8, int bytes) {
    this.scanner = scanner;
    this.utf8 = utf8;
    this.ground = new Level(null, utf8);
    this.here = ground;
    room = Math.clamp(bytes / BYTES_A_VALUE, 8, MOST_AT_ONCE) * Tape.CELLS;
  }

  /**
   * Reads the value at whose first token the scanner stands, and leaves the scanner at its last.
   *
   * @throws DuplicateKey when all of it is read, and in one of its objects a key is there twice
   */
  Tape record(Token first) throws Unreadable, DuplicateKey {
    here = ground;
    cells = new int[room];
    size = 0;
    duplicate = null;
    take(first);
    while (here != ground) {
      take(scanner.next());
    }
    if (duplicate != null) {
      throw duplicate;
    }
    room = size;
    return new Tape(
        utf8, 100L * cells.length <= (long) SLACK * size ? cells : Arrays.copyOf(cells, size));
  }

  private void take(Token token) {
    here.canonical &= scanner.isCanonical();
    switch (token) {
      case BEGIN_OBJECT, BEGIN_ARRAY -> here = here.enter(add() / Tape.CELLS, utf8);
      case END_OBJECT, END_ARRAY -> leave();
      case KEY -> key();
      case TEXT, NUMBER, TRUE, FALSE, NULL -> add();
      // What is open has no end of its own: the scanner would have complained.
      case END -> throw new IllegalStateException("there is no value");
    }
  }

  private void key() {
    key = scanner.begin();
    keyEnd = scanner.isPlain() ? scanner.end() : ~scanner.end();
    if (!here.keys.add(key, keyEnd) && duplicate == null) {
      duplicate = new DuplicateKey(Tape.text(utf8, key, keyEnd), scanner.position(key));
    }
  }

  /** Adds a value that begins here; returns its first cell. */
  private int add() {
    int cell = size;
    size += Tape.CELLS;
    if (size > cells.length) {
      cells = Arrays.copyOf(cells, 2 * size);
    }
    cells[cell + Tape.BEGIN] = scanner.begin();
    cells[cell + Tape.END] = scanner.isPlain() ? scanner.end() : ~scanner.end();
    cells[cell + Tape.NEXT] = size / Tape.CELLS;
    cells[cell + Tape.KEY] = key;
    cells[cell + Tape.KEY_END] = keyEnd;
    return cell;
  }

  private void leave() {
    int cell = here.place * Tape.CELLS;
    boolean canonical = here.canonical && here.keys.areSorted();
    cells[cell + Tape.END] = canonical ? scanner.end() : ~scanner.end();
    cells[cell + Tape.NEXT] = size / Tape.CELLS;
    here = here.outer == null ? ground : here.outer;
    here.canonical &= canonical;
  }
}
