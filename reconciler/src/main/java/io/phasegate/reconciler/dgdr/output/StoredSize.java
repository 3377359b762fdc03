package io.phasegate.reconciler.dgdr.output;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * How many bytes a value takes where an API server keeps it. The server writes custom resources
 * with Go's {@code encoding/json}, which escapes what could end a script in HTML, so a {@code <}
 * takes six bytes; and beside the object it keeps the names of its fields once more, in {@code
 * metadata.managedFields}.
 */
final class StoredSize {

  /** {@code \}{@code u003c}. */
  private static final int ESCAPED = 6;

  /** {@code "":,} around a field, and {@code "f:":{},} where managedFields names it again. */
  private static final int AROUND_A_FIELD = 4 + 8;

  /** Go spells 1e20 with all of its zeros; -1.7976931348623157e+308 is among its longest. */
  private static final int LONGEST_DOUBLE = 25;

  private StoredSize() {}

  /**
   * Bytes of the value as stored, never less than they will be; a little more in lists, whose
   * fields nobody names again.
   *
   * @param limit counting ends beyond it, since a few lines of aliases can stand for gigabytes
   * @return exact up to {@code limit}, and otherwise any number above
   */
  static long of(Json value, long limit) {
    long size = 0;
    Deque<Json> open = new ArrayDeque<>(List.of(value));
    while (!open.isEmpty() && size <= limit) {
      switch (open.pop()) {
        case JsonObject object -> {
          size += 2;
          for (var field : object.entries()) {
            size += 2 * of(field.getKey()) + AROUND_A_FIELD;
            open.push(field.getValue());
          }
        }
        case JsonArray array -> {
          size += array.size() + 2L;
          array.items().forEach(open::push);
        }
        case Json.Text text -> size += of(text.value()) + 2;
        case Json.Num(var text) -> size += ofNumber(text);
        case Json.Bool _, Json.Null _ -> size += 5;
      }
    }
    return size;
  }

  private static long ofNumber(String number) {
    boolean mayGrow = number.indexOf('e') >= 0 || number.indexOf('E') >= 0;
    return mayGrow ? Math.max(number.length(), LONGEST_DOUBLE) : number.length();
  }

  private static long of(String text) {
    return text.codePoints().mapToLong(StoredSize::of).sum();
  }

  private static int of(int character) {
    return switch (character) {
      case '"', '\\', '\n', '\r', '\t' -> 2;
      case '<', '>', '&', 0x2028, 0x2029 -> ESCAPED;
      default -> {
        if (character < 0x20) {
          yield ESCAPED;
        } else if (character < 0x80) {
          yield 1;
        } else if (character < 0x800) {
          yield 2;
        } else {
          // Half a surrogate pair is stored as the replacement character, of three bytes.
          yield character < 0x10000 ? 3 : 4;
        }
      }
    };
  }
}
