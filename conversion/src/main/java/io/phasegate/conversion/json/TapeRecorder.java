package io.phasegate.conversion.json;

import io.phasegate.conversion.json.MalformedJson.DuplicateKey;
import io.phasegate.conversion.json.MalformedJson.Unreadable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads values, one after the other, and makes a {@link Tape} of each. Keys that are there twice
 * are refused (ruling 28).
 */
final class TapeRecorder {

  /** Together with its key and the punctuation around it hardly a value is shorter. */
  private static final int BYTES_A_VALUE = 12;

  /** Room for so many values is made at once; what needs more grows. */
  private static final int MOST_AT_ONCE = 1 << 10;

  /** The object or array that is being read, and what is around it. */
  private static final class Level {

    private final @Nullable Level outer;
    private @Nullable Level inner;
    private final int depth;
    private int cell;
    private boolean object;

    /** Whether all of it so far is spelled as it would be written, with sorted keys. */
    private boolean canonical;

    private final KeysOfObject keys;

    Level(@Nullable Level outer, int depth, byte[] utf8) {
      this.outer = outer;
      this.depth = depth;
      this.keys = new KeysOfObject(utf8);
    }

    /** The next level, which a tape goes to and leaves many times over. */
    Level enter(int innerCell, boolean innerObject, byte[] utf8) {
      Level level = inner == null ? new Level(this, depth + 1, utf8) : inner;
      inner = level;
      level.cell = innerCell;
      level.object = innerObject;
      level.canonical = true;
      level.keys.forget();
      return level;
    }
  }

  private final byte[] utf8;
  private final JsonScanner scanner;
  private final Scratch scratch;
  private Level ground;
  private Level here;
  private int[] cells = {};

  /** How many of the cells are taken. */
  private int size;

  /** How many cells there are at least when a tape begins. */
  private final int room;

  private boolean keeps;
  private int key;
  private int keyEnd;
  private @Nullable DuplicateKey duplicate;

  /** Where the value ends that was read last. */
  private int end;

  /**
   * Reads from {@code scanner}.
   *
   * @param bytes how many it scans
   * @param scratch for the cells, while it is not known how many there will be
   */
  TapeRecorder(JsonScanner scanner, int bytes, Scratch scratch) {
    this.scanner = scanner;
    this.scratch = scratch;
    this.utf8 = scanner.utf8();
    this.ground = new Level(null, 0, utf8);
    this.here = ground;
    room = Math.clamp(bytes / BYTES_A_VALUE, 8, MOST_AT_ONCE) * Tape.CELLS;
  }

  /**
   * Reads the value that begins at {@code first}.
   *
   * @param depth how many objects and arrays are around it
   * @throws DuplicateKey when all of it is read, and in one of its objects a key is there twice
   */
  Tape record(int first, int depth) throws Unreadable, DuplicateKey {
    keeps = true;
    cells = scratch.take(room);
    size = 0;
    duplicate = null;
    read(first, depth);
    var tape = new Tape(utf8, scratch.written(cells, size));
    if (duplicate != null) {
      throw duplicate;
    }
    return tape;
  }

  /** Passes over the value that begins at {@code first}; returns the index behind it. */
  int pass(int first, int depth) throws Unreadable {
    keeps = false;
    return read(first, depth);
  }

  /** The index behind the value that was read last. */
  int end() {
    return end;
  }

  private int read(int first, int depth) throws Unreadable {
    if (ground.depth != depth) {
      ground = new Level(null, depth, utf8);
    }
    here = ground;
    int at = first;
    do {
      at = behind(value(at));
    } while (here != ground);
    end = at;
    return at;
  }

  /**
   * Takes a scalar, or goes into an object or array, and on into its first value until there is a
   * scalar or nothing. Returns the index behind it.
   */
  private int value(int first) throws Unreadable {
    int at = first;
    while (true) {
      byte sign = scanner.at(at);
      if (sign == '"') {
        int behind = scanner.string(at);
        add(at, scanner.marked(behind));
        return behind;
      } else if (sign != '{' && sign != '[') {
        int behind = scanner.bare(at);
        add(at, behind);
        return behind;
      }
      enter(at, sign == '{');
      at = scanner.space(at + 1);
      if (scanner.at(at) == (sign == '{' ? '}' : ']')) {
        return leave(at);
      }
      at = sign == '{' ? key(at) : at;
    }
  }

  /** Closes what ends behind a value. Returns where the next value begins, or the end of it all. */
  private int behind(int end) throws Unreadable {
    int at = end;
    while (here != ground) {
      at = scanner.space(at);
      byte sign = scanner.at(at);
      if (sign == ',') {
        at = scanner.space(at + 1);
        return here.object ? key(at) : at;
      }
      if (sign != (here.object ? '}' : ']')) {
        throw scanner.unreadable("a comma or the end of the object or array is missing", at);
      }
      at = leave(at);
    }
    return at;
  }

  /** A key and its colon. */
  private int key(int first) throws Unreadable {
    if (scanner.at(first) != '"') {
      throw scanner.unreadable("a key in quotes is missing", first);
    }
    int behind = scanner.string(first);
    key = first;
    keyEnd = scanner.marked(behind);
    if (keeps && !here.keys.add(key, keyEnd) && duplicate == null) {
      int place = key;
      duplicate = new DuplicateKey(Tape.text(utf8, key, keyEnd), () -> scanner.position(place));
    }
    int colon = scanner.space(behind);
    if (scanner.at(colon) != ':') {
      throw scanner.unreadable("the colon behind the key is missing", colon);
    }
    return scanner.space(colon + 1);
  }

  private void enter(int begin, boolean object) throws Unreadable {
    if (here.depth == JsonReader.MAX_DEPTH) {
      throw scanner.tooDeep(begin);
    }
    here.canonical &= scanner.wasCanonical();
    here = here.enter(add(begin, begin), object, utf8);
  }

  private int leave(int last) {
    boolean canonical = scanner.wasCanonical() && here.canonical && here.keys.areSorted();
    if (keeps) {
      cells[here.cell + Tape.END] = canonical ? last + 1 : ~(last + 1);
      cells[here.cell + Tape.NEXT] = size / Tape.CELLS;
    }
    here = here.outer == null ? ground : here.outer;
    here.canonical &= canonical;
    return last + 1;
  }

  /** Adds a value; returns its first cell. */
  private int add(int begin, int markedEnd) {
    if (!keeps) {
      return 0;
    }
    int cell = size;
    size += Tape.CELLS;
    if (size > cells.length) {
      cells = Arrays.copyOf(cells, 2 * size);
    }
    cells[cell + Tape.BEGIN] = begin;
    cells[cell + Tape.END] = markedEnd;
    cells[cell + Tape.NEXT] = size / Tape.CELLS;
    cells[cell + Tape.KEY] = key;
    cells[cell + Tape.KEY_END] = keyEnd;
    return cell;
  }
}
