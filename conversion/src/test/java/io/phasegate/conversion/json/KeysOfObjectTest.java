package io.phasegate.conversion.json;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysOfObjectTest {

  /** Few letters, so that keys begin alike; and all that lie around the quote behind a key. */
  private static final String LETTERS = "ab !#";

  private static final int LISTS = 20_000;

  @ParameterizedTest
  @ValueSource(ints = {3, 8, 9, 40})
  void aKeyThatComesAgainIsNoticedWhateverKeysBeginWith(int longest) {
    long seed = 20_261_130L + longest;
    System.out.println("keys of objects, seed " + seed);
    var random = new Random(seed);
    for (int list = 0; list < LISTS; list++) {
      List<String> names = names(random, longest);
      Added added = add(names);
      assertThat(added.isNew()).as("%s", names).isEqualTo(isNew(names));
      assertThat(added.sorted()).as("%s", names).isEqualTo(isStrictlySorted(names));
    }
  }

  @Test
  void aKeyThatGoesOnWhereAnotherEndsComesBehindIt() {
    // given the names of fields as managed fields have them, at the very end of the bytes
    List<String> names = List.of("f:spec", "f:spec ", "f:spec!", "f:specific", "f:spectrum");

    // when they are added in this order, and in the other
    // then the one is sorted, and the other is not
    assertThat(add(names).sorted()).isTrue();
    assertThat(add(names.reversed()).sorted()).isFalse();
  }

  private static List<String> names(Random random, int longest) {
    String beginning = name(random, longest / 2);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 1 + random.nextInt(5); i++) {
      names.add(beginning + name(random, longest - longest / 2));
    }
    if (random.nextBoolean()) {
      names.sort(null);
    }
    return names;
  }

  private static String name(Random random, int longest) {
    return random
        .ints(random.nextInt(longest + 1), 0, LETTERS.length())
        .mapToObj(i -> LETTERS.substring(i, i + 1))
        .collect(Collectors.joining());
  }

  private record Added(List<Boolean> isNew, boolean sorted) {}

  private static Added add(List<String> names) {
    byte[] utf8 =
        names.stream()
            .map(name -> '"' + name + '"')
            .collect(Collectors.joining())
            .getBytes(US_ASCII);
    var keys = new KeysOfObject(utf8);
    List<Boolean> isNew = new ArrayList<>();
    int begin = 0;
    for (String name : names) {
      int end = begin + name.length() + 2;
      isNew.add(keys.add(begin, end));
      begin = end;
    }
    return new Added(isNew, keys.areSorted());
  }

  private static List<Boolean> isNew(List<String> names) {
    Set<String> seen = new HashSet<>();
    return names.stream().map(seen::add).toList();
  }

  private static boolean isStrictlySorted(List<String> names) {
    for (int i = 1; i < names.size(); i++) {
      if (names.get(i - 1).compareTo(names.get(i)) >= 0) {
        return false;
      }
    }
    return true;
  }
}
