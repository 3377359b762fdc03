package io.phasegate.conversion.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DraftTest {

  @Test
  void changesNeverReachTheTreeItCameFrom() throws MalformedJson {
    var object = read("{\"a\":{\"b\":1}}");
    var draft = Draft.of(object);

    draft.put(Path.of("a.b"), Json.text("changed"));

    assertThat(object).hasToString("{\"a\":{\"b\":1}}");
    assertThat(draft.freeze()).hasToString("{\"a\":{\"b\":\"changed\"}}");
  }

  @Test
  void putMakesTheObjectsOnTheWay() {
    var draft = Draft.empty();

    draft.put(Path.of("a.b.c"), Json.Num.of(1));

    assertThat(draft.freeze()).hasToString("{\"a\":{\"b\":{\"c\":1}}}");
  }

  @Test
  void takeRemovesWhatItEmptiedUpToTheFloor() throws MalformedJson {
    var draft = Draft.of(read("{\"spec\":{\"a\":{\"b\":{\"c\":1}}}}"));

    var taken = draft.take(Path.of("spec.a.b.c"), Path.of("spec"));

    assertThat(taken).hasValue(Json.Num.of(1));
    assertThat(draft.freeze()).hasToString("{\"spec\":{}}");
  }

  @Test
  void takeLeavesWhatWasEmptyFromTheStart() throws MalformedJson {
    var draft = Draft.of(read("{\"spec\":{\"a\":{}}}"));

    var taken = draft.take(Path.of("spec.a.b"), Path.of("spec"));

    assertThat(taken).isEmpty();
    assertThat(draft.freeze()).hasToString("{\"spec\":{\"a\":{}}}");
  }

  @Test
  void aPlaceBehindSomethingThatIsNoObjectIsNotFree() throws MalformedJson {
    var draft = Draft.of(read("{\"sla\":\"none\",\"other\":{}}"));

    assertThat(draft.isFree(Path.of("sla.ttft"))).isFalse();
    assertThat(draft.isFree(Path.of("sla"))).isFalse();
    assertThat(draft.isFree(Path.of("other.x.y"))).isTrue();
    assertThat(draft.isFree(Path.of("new.x"))).isTrue();
  }

  @Test
  void aFinishedObjectStaysWhenTheDraftGoesOn() throws MalformedJson {
    var draft = Draft.of(read("{\"a\":{\"b\":1}}"));
    draft.put(Path.of("a.c"), Json.Num.of(2));
    JsonObject first = draft.freeze();

    draft.put(Path.of("a.c"), Json.Num.of(3));
    draft.put(Path.of("d"), Json.Num.of(4));

    assertThat(first).hasToString("{\"a\":{\"b\":1,\"c\":2}}");
    assertThat(draft.freeze()).hasToString("{\"a\":{\"b\":1,\"c\":3},\"d\":4}");
  }

  @Test
  void aValueReplacesWhatWasTouchedBelowIt() throws MalformedJson {
    var draft = Draft.of(read("{\"a\":{\"b\":1},\"z\":0}"));
    draft.put(Path.of("a.c"), Json.Num.of(2));

    draft.put(Path.of("a"), Json.text("whole"));

    assertThat(draft.get(Path.of("a"))).hasValue(Json.text("whole"));
    assertThat(draft.get(Path.of("a.c"))).isEmpty();
    assertThat(draft.freeze()).hasToString("{\"a\":\"whole\",\"z\":0}");
  }

  @Test
  void whatWasTakenAndPutAgainGoesToTheEnd() throws MalformedJson {
    var draft = Draft.of(read("{\"a\":{\"b\":1},\"z\":0}"));

    draft.take(Path.of("a.b"), Path.of(""));
    draft.put(Path.of("a.b"), Json.Num.of(2));

    assertThat(draft.freeze()).hasToString("{\"z\":0,\"a\":{\"b\":2}}");
  }

  @Test
  void whatNobodyTouchedIsTheSameObject() throws MalformedJson {
    JsonObject object = read("{\"a\":{\"b\":1}}");
    var draft = Draft.of(object);

    assertThat(draft.get(Path.of("a.b"))).hasValue(Json.Num.of(1));
    assertThat(draft.freeze()).isSameAs(object);
  }

  private static JsonObject read(String json) throws MalformedJson {
    return JsonReader.read(json).asObject().orElseThrow();
  }
}
