package io.phasegate.admission.widget;

import static io.phasegate.admission.Dgdr.violations;
import static io.phasegate.admission.Dgdr.yaml;
import static io.phasegate.admission.rule.Rules.rules;
import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.admission.Admission;
import io.phasegate.admission.AdmittedKind;
import io.phasegate.admission.rule.Operation;
import io.phasegate.admission.rule.Rules;
import io.phasegate.admission.rule.Settings;
import io.phasegate.conversion.crd.CustomResourceDefinition;
import io.phasegate.conversion.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a list of rules is written and tested; docs/adding-a-kind.md shows this file. */
class WidgetRulesTest {

  private static final Path PAGE = Path.of("..", "docs", "adding-a-kind.md");

  static Rules create() {
    return rules("v1")
        .onCreateAndUpdate("W1", "spec.text", "it is empty", widget -> widget.isUnset("spec.text"))
        .required("text must say what the ConfigMap shall hold")
        .build();
  }

  private static List<String> onCreate(String spec) throws IOException {
    String page = Files.readString(PAGE);
    String crd = page.substring(page.indexOf("```yaml\n") + 8);
    var kind =
        AdmittedKind.single(
            CustomResourceDefinition.of(yaml(crd.substring(0, crd.indexOf("```")))), create());
    JsonObject widget =
        yaml(
            "{apiVersion: toys.phasegate.io/v1, kind: Widget, metadata: {name: w}, spec: {%s}}"
                .formatted(spec));
    return violations(
        Admission.of(Settings.standard(), List.of(kind))
            .validate(Operation.CREATE, widget, JsonObject.empty()));
  }

  @Test
  void W1_textIsThere() throws IOException {
    assertThat(onCreate("secret: token"))
        .containsExactly("spec.text: Required value: text must say what the ConfigMap shall hold");
    assertThat(onCreate("text: hello")).isEmpty();
  }

  @Test
  void thePageShowsTheseRulesAsTheyAre() throws IOException {
    String own =
        Files.readString(
            Path.of("src/test/java/io/phasegate/admission/widget/WidgetRulesTest.java"));
    String shown =
        own.substring(own.indexOf("  static Rules create"), own.indexOf("  private static List"))
            .stripTrailing()
            .stripIndent();

    assertThat(Files.readString(PAGE)).contains(shown);
  }
}
