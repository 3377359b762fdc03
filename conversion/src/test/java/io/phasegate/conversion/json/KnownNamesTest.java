package io.phasegate.conversion.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownNamesTest {

  @ParameterizedTest
  @ValueSource(strings = {"apiVersion", "metadata", "spec", "profilingConfig", "key", "workload"})
  void keyThatWasReadAndStepOfAPathAreTheSameString(String name) throws MalformedJson {
    JsonObject object = JsonReader.readObject(("{\"" + name + "\":1}").getBytes(UTF_8));

    assertThat(object.fields().key(0)).isSameAs(Path.of(name).keys().getFirst()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "specs", "spe", "Spec", "é", "apiVersion2", "sp\\u0065c"})
  void anyOtherKeyIsReadAsItIs(String spelled) throws MalformedJson {
    JsonObject object = JsonReader.readObject(("{\"" + spelled + "\":1}").getBytes(UTF_8));

    assertThat(object.has(spelled.replace("\\u0065", "e"))).isTrue();
  }

  @Test
  void namesAreLookedForWithinWhatIsGiven() {
    byte[] text = "{\"spec\":{}}".getBytes(UTF_8);

    assertThat(KnownNames.at(text, 2, 6)).isEqualTo("spec");
    assertThat(KnownNames.at(text, 2, 5)).isNull();
    assertThat(KnownNames.at(text, 2, 2)).isNull();
  }
}
