package io.phasegate.reconciler.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.pass.Outcome;
import io.phasegate.reconciler.widget.Widget;
import io.phasegate.reconciler.widget.WidgetKind;
import io.phasegate.reconciler.widget.WidgetSpec;
import io.phasegate.reconciler.widget.WidgetStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a kind is tested; docs/adding-a-kind.md shows this file. */
class WidgetOnStageTest {

  private static final Path PAGE = Path.of("..", "docs", "adding-a-kind.md");

  private static Stage<Widget, WidgetStatus> widget() {
    Widget widget = Widget.named("w");
    widget.setSpec(new WidgetSpec("hello", "token"));
    return Stage.of(new WidgetKind(), widget);
  }

  @Test
  void aWidgetWaitsForItsSecretAndThenBecomesAConfigMap() {
    var stage = widget();

    Outcome waiting = stage.settle();
    assertThat(stage.word()).isEqualTo("Failed");
    assertThat(stage.condition("SecretReady")).isEqualTo("False/ReferenceNotFound");
    assertThat(waiting).isInstanceOf(Outcome.Recheck.class);

    stage
        .cluster()
        .holds(new SecretBuilder().withNewMetadata().withName("token").endMetadata().build());
    stage.settle();
    assertThat(stage.word()).isEqualTo("Ready");
    assertThat(stage.cluster().the(ConfigMap.class, "w").getData()).containsEntry("text", "hello");
  }

  @Test
  void aRefusedWriteIsSaid() {
    var stage = widget();
    stage
        .cluster()
        .holds(new SecretBuilder().withNewMetadata().withName("token").endMetadata().build());
    stage.cluster().fails("apply ConfigMap", CategorizedError.auth("Forbidden", "may not"));

    stage.pass();

    assertThat(stage.cluster().writes()).containsExactly("apply ConfigMap w");
    assertThat(stage.condition("AuthValid")).isEqualTo("False/AuthError");
  }

  @Test
  void whatOthersWriteStaysWhereWeApply() {
    var stage = widget();
    stage
        .cluster()
        .holds(new SecretBuilder().withNewMetadata().withName("token").endMetadata().build());
    stage.settle();
    ConfigMap theirs =
        new ConfigMapBuilder(stage.cluster().the(ConfigMap.class, "w"))
            .addToData("text", "changed")
            .addToData("more", "theirs")
            .build();
    stage.cluster().holds(theirs);

    stage.settle();

    assertThat(stage.cluster().the(ConfigMap.class, "w").getData())
        .containsEntry("text", "hello")
        .containsEntry("more", "theirs");
  }

  @Test
  void thePageShowsThisFileAsItIs() throws IOException {
    String own =
        Files.readString(
            Path.of("src/test/java/io/phasegate/reconciler/stage/WidgetOnStageTest.java"));
    String shown =
        own.substring(
                own.indexOf("  private static Stage"), own.indexOf("  @Test\n  void whatOthers"))
            .strip();

    String crd = Files.readString(Path.of("src/test/resources/widgets.yaml"));

    assertThat(PAGE).content().contains(shown, crd.substring(crd.indexOf("apiVersion:")));
  }

  @Test
  void thePageShowsWhatAKindImports() throws IOException {
    String kind = widget("WidgetKind");

    assertThat(PAGE)
        .content()
        .contains(kind.substring(kind.indexOf("import "), kind.indexOf("/** A widget")).strip());
  }

  @ParameterizedTest
  @CsvSource({"NotedKind, public WidgetStatus decorate", "RegisteredKind, public String finalizer"})
  void thePageShowsTheOtherToysAsTheyAre(String toy, String from) throws IOException {
    String source = widget(toy);
    int head = source.indexOf("public final class");

    assertThat(PAGE)
        .content()
        .contains(
            source.substring(head, source.indexOf('{', head) + 1),
            source.substring(source.indexOf(from), source.lastIndexOf('}')).strip());
  }

  private static String widget(String type) throws IOException {
    return Files.readString(
        Path.of("src/test/java/io/phasegate/reconciler/widget/" + type + ".java"));
  }
}
