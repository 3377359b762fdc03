package io.phasegate.testkit.front;

import static io.phasegate.testkit.widget.Widgets.V1;
import static io.phasegate.testkit.widget.Widgets.widget;
import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.conversion.ApiVersion;
import io.phasegate.conversion.json.Json;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class FrontTraceTest {

  @AutoClose private final Stage stage = new Stage();

  private List<Trace.Step> steps() {
    return stage.front.lastTrace().orElseThrow().steps();
  }

  @Test
  void tellsTheStoryOfACreate() throws IOException {
    stage.createdV1("one", "{\"size\": 3, \"flavour\": \"sweet\"}");

    assertThat(steps())
        .extracting(step -> step.getClass().getSimpleName())
        .containsExactly(
            "Pruned", "Defaulted", "Admitted", "Admitted", "Converted", "Stored", "Converted");
  }

  @Test
  void tellsWhatAdmissionChangedAndSaid() throws IOException {
    stage.createdV1("one", "{\"size\": 3}");

    var mutated =
        steps().stream()
            .filter(Trace.Admitted.class::isInstance)
            .map(Trace.Admitted.class::cast)
            .findFirst()
            .orElseThrow();
    assertThat(mutated.webhook()).isEqualTo("mutate.example.com");
    assertThat(mutated.patch().toString()).contains("/spec/note");
    assertThat(mutated.warnings()).containsExactly("spec.note was empty – \"filled in\" is there");
  }

  @Test
  void tellsWhatWasConvertedWhere() throws IOException {
    stage.createdV1("one", "{\"size\": 3}");

    var conversions =
        steps().stream()
            .filter(Trace.Converted.class::isInstance)
            .map(Trace.Converted.class::cast)
            .toList();
    assertThat(conversions)
        .extracting(Trace.Converted::from)
        .containsExactly(ApiVersion.of("example.com/v1"), ApiVersion.of("example.com/v2"));
    assertThat(conversions)
        .extracting(Trace.Converted::to)
        .containsExactly(ApiVersion.of("example.com/v2"), ApiVersion.of("example.com/v1"));
    assertThat(conversions.getFirst().after().at("spec.width")).contains(Json.Num.of(3));
  }

  @Test
  void tellsWhoRefusedAndWhy() throws IOException {
    stage.api.create(V1, widget("v1", "one", "{\"size\": 101}"));

    assertThat(steps().get(steps().size() - 2))
        .isEqualTo(new Trace.Denied("validate.example.com", List.of()));
    assertThat(steps().getLast())
        .isInstanceOfSatisfying(
            Trace.Ended.class, ended -> assertThat(ended.status().code()).isEqualTo(422));
  }

  @Test
  void readsLeaveNoTrace() throws IOException {
    stage.api.get(V1);

    assertThat(stage.front.lastTrace()).isEmpty();
  }

  @Test
  void namesMethodAndPath() throws IOException {
    stage.createdV1("one", "{}");
    stage.api.delete(V1 + "/one");

    Trace trace = stage.front.lastTrace().orElseThrow();
    assertThat(trace.method()).isEqualTo("DELETE");
    assertThat(trace.path()).isEqualTo(V1 + "/one");
    assertThat(trace.steps()).last().isEqualTo(new Trace.Deleted());
  }
}
