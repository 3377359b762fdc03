package io.phasegate.admission;

import static io.phasegate.admission.Dgdr.goodBeta;
import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.admission.finding.FieldPath;
import io.phasegate.admission.finding.Violation;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.JsonWriter;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How much of many violations is told. */
class InvalidStatusTest {

  @Test
  void whatThereIsNoRoomForIsCountedAndTheRestIsToldInOrder() {
    int all = 90;
    var around = FieldPath.of("spec").name("k".repeat(1_000_000));
    List<Violation> violations =
        IntStream.range(0, all)
            .mapToObj(i -> Violation.required(around.name("n%02d".formatted(i)), "d".repeat(900)))
            .toList();

    JsonObject status = InvalidStatus.of(goodBeta(), violations);

    JsonArray causes = status.at("details.causes").flatMap(Json::asArray).orElseThrow();
    assertThat(causes.items())
        .hasSizeBetween(10, all - 1)
        .map(cause -> cause.asObject().orElseThrow().textAt("field").orElseThrow())
        .isSorted()
        .first()
        .asString()
        .endsWith("....n00");
    assertThat(status.textAt("message").orElseThrow())
        .contains(".n00: Required value")
        .endsWith(", and %d more]".formatted(all - causes.size()));
    assertThat(JsonWriter.text(status)).hasSizeLessThan(100_000);
  }

  @Test
  void oneViolationIsToldHoweverLongItIs() {
    var endless = Violation.forbidden(FieldPath.of("spec"), "d".repeat(1_000_000));

    JsonObject status = InvalidStatus.of(goodBeta(), List.of(endless));

    assertThat(status.textAt("message").orElseThrow())
        .contains("is invalid: spec: Forbidden: ddd")
        .hasSizeBetween(1_000, 5_000);
  }
}
