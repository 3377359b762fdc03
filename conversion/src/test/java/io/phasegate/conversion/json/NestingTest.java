package io.phasegate.conversion.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NestingTest {

  @Test
  void everyObjectAndEveryArrayIsALevel() throws MalformedJson {
    Json three = JsonReader.read("{\"a\":[1,{\"b\":2}],\"c\":null}");

    assertThat(Nesting.isDeeperThan(three, 2)).isTrue();
    assertThat(Nesting.isDeeperThan(three, 3)).isFalse();
  }

  @Test
  void aValueWithoutPartsHasNoLevel() {
    assertThat(Nesting.isDeeperThan(Json.text("x"), 0)).isFalse();
    assertThat(Nesting.isDeeperThan(JsonArray.empty(), 0)).isTrue();
  }

  @Test
  void manyValuesAreNotTakenForDepth() throws MalformedJson {
    Json wide = JsonReader.read("[[" + "1,".repeat(20) + "[1]]]");

    assertThat(Nesting.isDeeperThan(wide, 2)).isTrue();
    assertThat(Nesting.isDeeperThan(wide, 3)).isFalse();
  }

  @Test
  void depthCostsNoStack() throws MalformedJson {
    Json deep = JsonReader.read("[".repeat(9_999) + "]".repeat(9_999));

    assertThat(Nesting.isDeeperThan(deep, 9_998)).isTrue();
    assertThat(Nesting.isDeeperThan(deep, 9_999)).isFalse();
  }
}
