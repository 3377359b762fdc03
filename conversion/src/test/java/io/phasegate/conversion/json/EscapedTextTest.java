package io.phasegate.conversion.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EscapedTextTest {

  private static final long SEED = Long.getLong("phasegate.laws.seed", 20_261_130L);

  /** What a string of JSON within JSON is made of, and what does not belong there. */
  private static final byte[] BYTES = {
    '"', '\\', '\\', '\\', 'n', 'n', 'a', 'b', 'u', '/', ' ', '~', 0x7f, 0x1f, 0, (byte) 0xc3
  };

  @Test
  void itStopsWhereAWalkByteForByteStops() {
    System.out.println("seed " + SEED);
    var random = new Random(SEED);
    for (int draw = 0; draw < 300_000; draw++) {
      byte[] bytes = bytes(random);
      int first = random.nextInt(bytes.length);
      int limit = first + random.nextInt(bytes.length - first + 1);
      List<Integer> walk = walk(bytes, first, limit);

      int stop = EscapedText.pass(bytes, first, limit);

      assertThat(walk)
          .as("from %d to %d of %s", first, limit, HexFormat.of().formatHex(bytes))
          .contains(stop);
      assertThat(stop == walk.getLast() || isNearEnd(stop, limit) || isTwice(bytes, stop))
          .as("%d is far enough in %s", stop, HexFormat.of().formatHex(bytes))
          .isTrue();
    }
  }

  /** Mostly letters and escapes of quotes, or no walk would be long. */
  private static byte[] bytes(Random random) {
    var bytes = new byte[1 + random.nextInt(40)];
    int rare = 1 + random.nextInt(12);
    for (int i = 0; i < bytes.length; i++) {
      boolean escapes = i > 0 && bytes[i - 1] == '\\' && random.nextInt(rare) > 0;
      bytes[i] =
          escapes
              ? (byte) '"'
              : random.nextInt(rare) > 0
                  ? (byte) (random.nextInt(4) > 0 ? 'a' : '\\')
                  : any(random);
    }
    return bytes;
  }

  private static byte any(Random random) {
    return BYTES[random.nextInt(BYTES.length)];
  }

  /** Where characters and usual escapes begin, and last where something else does. */
  private static List<Integer> walk(byte[] bytes, int first, int limit) {
    List<Integer> walk = new ArrayList<>();
    int here = first;
    walk.add(here);
    while (here < limit && isPassed(bytes, here, limit)) {
      here += bytes[here] == '\\' ? 2 : 1;
      walk.add(here);
    }
    return walk;
  }

  private static boolean isPassed(byte[] bytes, int here, int limit) {
    byte unit = bytes[here];
    return unit == '\\'
        ? here + 1 < limit && "\"\\n".indexOf(bytes[here + 1]) >= 0
        : unit >= ' ' && unit != '"';
  }

  private static boolean isNearEnd(int stop, int limit) {
    return stop > limit - Words.BYTES - 1;
  }

  private static boolean isTwice(byte[] bytes, int stop) {
    return bytes[stop] == '\\' && bytes[stop + 1] == '\\';
  }
}
