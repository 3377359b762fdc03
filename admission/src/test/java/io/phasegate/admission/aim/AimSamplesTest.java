package io.phasegate.admission.aim;

import static io.phasegate.admission.Dgdr.onCreate;
import static io.phasegate.admission.Dgdr.violations;
import static io.phasegate.admission.Dgdr.warnings;
import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.admission.AdmittedKind;
import io.phasegate.admission.schema.SchemaCheck;
import io.phasegate.conversion.crd.Crds;
import io.phasegate.conversion.crd.Resources;
import io.phasegate.conversion.json.JsonObject;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The samples that we ship say what they are said to say. */
class AimSamplesTest {

  private static List<JsonObject> sample(String name) {
    return Resources.manifests("/samples/" + name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"aim-artifact", "aim-artifact-sized", "aim-runtime-configs"})
  void sampleIsFineForSchemaAndRules(String name) {
    assertThat(sample(name))
        .isNotEmpty()
        .allSatisfy(object -> {
          String plural = object.textAt("kind").orElseThrow().toLowerCase(Locale.ROOT) + "s";
          var schema = AdmittedKind.schema(Crds.read(plural), "v1alpha1");
          assertThat(SchemaCheck.check(schema, object)).isEmpty();
          assertThat(violations(onCreate(object))).isEmpty();
          assertThat(warnings(onCreate(object))).isEmpty();
        });
  }

  @Test
  void refusedSampleIsRefusedForFourReasons() {
    assertThat(violations(onCreate(sample("aim-refused").getFirst())))
        .map(violation -> violation.substring(0, violation.indexOf(':')))
        .containsExactlyInAnyOrder(
            "spec.size",
            "spec.runtimeConfigName",
            "spec.env[0].valueFrom",
            "spec.env[0].valueFrom.secretKeyRef.name");
  }
}
