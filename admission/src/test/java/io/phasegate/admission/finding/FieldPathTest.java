package io.phasegate.admission.finding;

import static io.phasegate.admission.Dgdr.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FieldPathTest {

  private static final FieldPath FIELD =
      FieldPath.of("spec.containers").index(1).name("env").index(0);

  @Test
  void readsAsTheApiServerWritesIt() {
    assertThat(FIELD).hasToString("spec.containers[1].env[0]");
    assertThat(FieldPath.annotation("nvidia.com/dgdr-spec"))
        .hasToString("metadata.annotations[nvidia.com/dgdr-spec]");
  }

  @Test
  void keyLongerThanAnyThatKubernetesAllowsIsCut() {
    String longest = "p".repeat(253) + "/" + "n".repeat(63);

    assertThat(FieldPath.annotation(longest)).hasToString("metadata.annotations[" + longest + "]");
    assertThat(FieldPath.of("spec").name("k".repeat(5_000)).name("a"))
        .hasToString("spec." + "k".repeat(320) + "....a");
  }

  @Test
  void fieldComesBeforeWhatIsInItAndTheSecondItemBeforeTheTenth() {
    var list = FieldPath.of("spec.a");

    assertThat(
            Stream.of(
                    FieldPath.of("spec.b"),
                    list.index(10),
                    list.index(2).name("x"),
                    list.index(2),
                    FieldPath.of("spec.ab"),
                    list,
                    FieldPath.of("spec"),
                    FieldPath.of("metadata.name"))
                .sorted())
        .map(FieldPath::toString)
        .containsExactly(
            "metadata.name",
            "spec",
            "spec.a",
            "spec.a[2]",
            "spec.a[2].x",
            "spec.a[10]",
            "spec.ab",
            "spec.b");
  }

  @Test
  void findsItsValue() {
    var object = yaml("{spec: {containers: [{}, {env: [x]}]}}");

    assertThat(FIELD.in(object)).contains(Json.text("x"));
    assertThat(FIELD.index(0).in(object)).isEmpty();
    assertThat(FieldPath.of("spec.containers").index(2).in(object)).isEmpty();
    assertThat(FieldPath.of("spec").in(object)).isEqualTo(object.get("spec"));
  }

  @Test
  void namesCanBeExchangedWhileWhatFollowsStays() {
    assertThat(FIELD.names()).isEqualTo(Path.of("spec.containers"));
    assertThat(FIELD.withNames(Path.of("spec.boxes"))).hasToString("spec.boxes[1].env[0]");
  }

  @Test
  void parentIsOneStepUp() {
    assertThat(FIELD.parent()).hasToString("spec.containers[1].env");
    assertThat(FieldPath.of("spec").parent().parent()).isEqualTo(FieldPath.of(""));
  }
}
