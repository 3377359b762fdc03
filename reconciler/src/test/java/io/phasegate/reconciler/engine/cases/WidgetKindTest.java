package io.phasegate.reconciler.engine.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.phasegate.reconciler.widget.WidgetKind;
import io.phasegate.reconciler.widget.WidgetSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The example of reconciler/README.md, run. */
class WidgetKindTest {

  @Test
  void aWidgetWaitsForItsSecretAndThenBecomesAConfigMap() {
    var lab = Lab.ours().editing(widget -> widget.setSpec(new WidgetSpec("hello", "token")));

    lab.run(new WidgetKind());
    String waiting = lab.condition("Ready");
    lab.cluster.holds(
        new SecretBuilder().withNewMetadata().withName("token").endMetadata().build());
    lab.run(new WidgetKind());
    lab.run(new WidgetKind());

    assertThat(waiting).isEqualTo("False/ReferenceNotFound");
    assertThat(lab.cluster.sent.getFirst()).isEqualTo("apply ConfigMap team-a/w");
    assertThat(lab.condition("Ready")).isEqualTo("True/AllComponentsReady");
  }

  @Test
  void theReadmeShowsTheExampleAsItIs() throws IOException {
    String source =
        Files.readString(Path.of("src/test/java/io/phasegate/reconciler/widget/WidgetKind.java"));

    String example = source.substring(source.indexOf("/** A widget becomes"));

    assertThat(Files.readString(Path.of("README.md"))).contains("```java\n" + example + "```");
    assertThat(example.lines()).as("forty lines").hasSizeLessThanOrEqualTo(40);
  }
}
