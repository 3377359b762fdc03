package io.phasegate.conversion.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.conversion.json.MalformedJson.DuplicateKey;
import io.phasegate.conversion.json.MalformedJson.Unreadable;
import org.junit.jupiter.api.Test;

class ScratchTest {

  private final Scratch scratch = new Scratch();

  @Test
  void whatWasReadStaysWhenTheNextBodyIsRead() throws Exception {
    Json first = read("{\"a\":{\"b\":[1,\"two\",{\"c\":true}]}}");

    Json second = read("[[[]],\"x\",{\"y\":null},2,3,4,5,6]");

    assertThat(first).hasToString("{\"a\":{\"b\":[1,\"two\",{\"c\":true}]}}");
    assertThat(first.asObject().orElseThrow().objectAt("a").orElseThrow().get("b").orElseThrow())
        .hasToString("[1,\"two\",{\"c\":true}]");
    assertThat(second).hasToString("[[[]],\"x\",{\"y\":null},2,3,4,5,6]");
  }

  @Test
  void arrayWaitsForTheNextOne() {
    int[] array = scratch.take(100);

    int[] written = scratch.written(array, 3);

    assertThat(written).hasSize(3).isNotSameAs(array);
    assertThat(scratch.take(50)).isSameAs(array);
  }

  @Test
  void arrayForOneBodyIsGivenAwayUnlessMostOfItIsEmpty() {
    int[] array = Scratch.once().take(100);

    assertThat(Scratch.once().written(array, 60)).isSameAs(array);
    assertThat(Scratch.once().written(array, 40)).hasSize(40);
  }

  @Test
  void twoWhoReadAtTheSameTimeHaveArraysOfTheirOwn() {
    scratch.written(scratch.take(100), 0);

    assertThat(scratch.take(50)).isNotSameAs(scratch.take(50));
  }

  @Test
  void arrayThatIsTooShortIsNoneToTake() {
    scratch.written(scratch.take(10), 0);

    assertThat(scratch.take(11)).hasSizeGreaterThanOrEqualTo(11);
  }

  @Test
  void hugeArrayIsNotKeptHere() {
    int[] huge = scratch.take(1 << 20);

    assertThat(scratch.written(huge, 1 << 20)).isSameAs(huge);
    assertThat(scratch.take(1)).isNotSameAs(huge);
  }

  private Json read(String text) throws Unreadable, DuplicateKey {
    byte[] utf8 = text.getBytes(UTF_8);
    var cursor = new JsonCursor(utf8, 0, utf8.length, 0, scratch);
    cursor.next();
    return cursor.value();
  }
}
