package io.phasegate.testkit.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.admission.schema.SchemaCheck;
import io.phasegate.admission.schema.StructuralSchema;
import io.phasegate.conversion.ApiVersion;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.yaml.MalformedYaml;
import io.phasegate.conversion.yaml.YamlReader;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ObjectGeneratorTest {

  private static final ApiVersion VERSION = new ApiVersion("example.com", "v1");

  private static final JsonObject SCHEMA =
      yaml(
          """
          type: object
          properties:
            spec:
              type: object
              required: [size]
              properties:
                size: {type: integer, format: int32, minimum: 1}
                color: {type: string, enum: [red, green]}
                label: {type: string, nullable: true, maxLength: 40}
                port: {x-kubernetes-int-or-string: true}
                parts:
                  type: array
                  x-kubernetes-list-type: map
                  x-kubernetes-list-map-keys: [name]
                  items:
                    type: object
                    required: [name]
                    properties: {name: {type: string, enum: [a, b]}}
                settings: {type: object, x-kubernetes-preserve-unknown-fields: true}
          """);

  private static final ObjectGenerator WIDGETS =
      ObjectGenerator.of(
          VERSION,
          "Widget",
          SCHEMA,
          new Surprises(
              Map.of("spec.size", List.of(Json.Num.of(42))),
              Map.of("spec.settings.inner.speed", List.of(Json.Num.of(7))),
              List.of("stranger")));

  @ParameterizedTest
  @EnumSource(
      value = Mode.class,
      names = {"FULL", "SPARSE", "HOSTILE"})
  void drawnObjectsObeyTheSchema(Mode mode) {
    StructuralSchema schema = StructuralSchema.of(SCHEMA);

    assertThat(draws(mode))
        .allSatisfy(
            widget -> assertThat(SchemaCheck.check(schema, widget)).as("%s", widget).isEmpty());
  }

  @Test
  void fullObjectsHaveEveryField() {
    assertThat(draws(Mode.FULL))
        .allSatisfy(widget ->
            assertThat(widget.objectAt("spec").orElseThrow().keys())
                .contains("size", "color", "label", "port", "parts", "settings"));
  }

  @Test
  void equalSeedsDrawEqualObjects() {
    assertThat(draws(Mode.HOSTILE)).isEqualTo(draws(Mode.HOSTILE));
  }

  @Test
  void partsAndRequiredFieldsAreMissingInHalfFilledObjects() {
    List<JsonObject> widgets = draws(Mode.HALF_FILLED);

    assertThat(widgets).anyMatch(widget -> !widget.has("metadata"));
    assertThat(widgets).anyMatch(widget -> !widget.has("spec"));
    assertThat(widgets)
        .anyMatch(widget -> widget.get("spec").filter(Json.Null.NULL::equals).isPresent());
    assertThat(widgets)
        .anyMatch(widget -> widget.objectAt("spec").filter(spec -> !spec.has("size")).isPresent());
    assertThat(widgets)
        .anyMatch(
            widget -> widget.objectAt("spec").filter(spec -> spec.has("stranger")).isPresent());
  }

  @Test
  void hostileValuesComeInEverySpelling() {
    Set<Json> ports = values("spec.port");

    assertThat(ports).anyMatch(Json.Text.class::isInstance).anyMatch(Json.Num.class::isInstance);
    assertThat(values("spec.label")).contains(Json.Null.NULL, Json.text(""), Json.text("🙂"));
    assertThat(values("spec.size")).contains(new Json.Num("4e3"), Json.Num.of(42));
  }

  @Test
  void hiddenFieldsAreHitAndNearlyMissed() {
    Set<Json> speeds = values("spec.settings.inner.speed");

    assertThat(speeds).contains(Json.Num.of(7)).hasSizeGreaterThan(1);
    assertThat(values("spec.settings.inner")).anyMatch(value -> !(value instanceof JsonObject));
  }

  private static Set<Json> values(String path) {
    Set<Json> values = new HashSet<>();
    draws(Mode.HOSTILE).forEach(widget -> widget.at(path).ifPresent(values::add));
    return values;
  }

  private static List<JsonObject> draws(Mode mode) {
    return IntStream.range(0, 1000).mapToObj(seed -> WIDGETS.draw(Dice.of(seed), mode)).toList();
  }

  private static JsonObject yaml(String text) {
    try {
      return YamlReader.read(text).getFirst().value().asObject().orElseThrow();
    } catch (MalformedYaml e) {
      throw new IllegalArgumentException(e.reason(), e);
    }
  }
}
