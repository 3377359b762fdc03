package io.phasegate.admission.finding;

import static io.phasegate.admission.Dgdr.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.conversion.json.Json;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ViolationTest {

  private static final FieldPath FIELD = FieldPath.of("spec.backend");

  @Test
  void readsAsTheApiServerPrintsIt() {
    assertThat(Violation.required(FIELD, "")).hasToString("spec.backend: Required value");
    assertThat(Violation.required(FIELD, "say which"))
        .hasToString("spec.backend: Required value: say which");
    assertThat(Violation.invalid(FIELD, Json.text("x\"y"), "no such thing"))
        .hasToString("spec.backend: Invalid value: \"x\\\"y\": no such thing");
    assertThat(Violation.forbidden(FIELD, "not now"))
        .hasToString("spec.backend: Forbidden: not now");
    assertThat(Violation.notSupported(FIELD, Json.text("x"), List.of(Json.text("vllm"))))
        .hasToString("spec.backend: Unsupported value: \"x\": supported values: \"vllm\"");
    assertThat(Violation.duplicate(FIELD, "\"x\""))
        .hasToString("spec.backend: Duplicate value: \"x\"");
  }

  @Test
  void messageOfACauseLeavesTheFieldOut() {
    assertThat(Violation.forbidden(FIELD, "not now").message()).isEqualTo("Forbidden: not now");
  }

  @Test
  void oneFieldHasOneCauseThatSaysAll() {
    var both =
        Violation.together(
            List.of(
                Violation.invalid(FIELD, Json.text("x"), "too short"),
                Violation.forbidden(FIELD, "not now")));

    assertThat(both)
        .hasToString("spec.backend: Invalid value: \"x\": too short; Forbidden: not now");
    assertThat(both.reason()).isEqualTo(Reason.INVALID);
  }

  @Test
  void moreThanAnybodyReadsOfOneFieldIsCounted() {
    var many = Collections.nCopies(25, Violation.required(FIELD, "say which"));

    assertThat(Violation.together(many).message())
        .endsWith("; Required value: say which; and 15 more");
  }

  @Test
  void onlyScalarsAreShownAndLongOnesAreCut() {
    assertThat(Violation.show(yaml("{a: {b: 1}}"))).isEqualTo("{...}");
    assertThat(Violation.show(Json.array(Json.text("secret")))).isEqualTo("[...]");
    assertThat(Violation.show(Json.text("x".repeat(81))))
        .isEqualTo("\"" + "x".repeat(80) + "...\"");
    assertThat(Violation.show(new Json.Num("9".repeat(5_000)))).hasSize(83);
    assertThat(Violation.show(Json.Null.NULL)).isEqualTo("null");
  }

  @Test
  void controlCharactersOfAValueReachNoTerminal() {
    assertThat(Violation.show(Json.text("\u001b[31mred"))).isEqualTo("\"\\u001B[31mred\"");
  }
}
