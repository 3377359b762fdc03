package io.phasegate.admission;

import static io.phasegate.admission.Dgdr.edit;
import static io.phasegate.admission.Dgdr.goodBeta;
import static io.phasegate.admission.Dgdr.yaml;
import static io.phasegate.admission.rule.Rules.rules;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.phasegate.admission.rule.Operation;
import io.phasegate.admission.rule.Settings;
import io.phasegate.conversion.crd.CustomResourceDefinition;
import io.phasegate.conversion.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdmissionTest {

  private static final CustomResourceDefinition WIDGETS =
      CustomResourceDefinition.of(
          yaml(
              """
              spec:
                group: example.com
                names: {kind: Widget, plural: widgets}
                versions:
                - {name: v1, served: true, storage: true}
                - {name: v2, served: true, storage: false}
                - {name: v0, served: false, storage: false}
              """));

  @Test
  void servedVersionWithoutRulesStopsTheStart() {
    var widgets = AdmittedKind.single(WIDGETS, rules("v1").build());

    assertThatThrownBy(() -> Admission.of(Settings.standard(), List.of(widgets)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Widget.example.com is served as [v1, v2], but there are rules for [v1]");
  }

  @Test
  void unknownVersionOfOurKindIsNotServed() {
    assertThat(judge(edit(goodBeta(), "apiVersion", "nvidia.com/v2")))
        .isEqualTo(
            new Verdict.NotServed(
                "this webhook has no rules for DynamoGraphDeploymentRequest.nvidia.com in version"
                    + " \"v2\"; it knows v1alpha1, v1beta1"));
  }

  @Test
  void foreignKindIsNotServed() {
    assertThat(judge(yaml("{apiVersion: v1, kind: Pod}")))
        .isInstanceOfSatisfying(
            Verdict.NotServed.class,
            verdict ->
                assertThat(verdict.reason())
                    .startsWith("this webhook has no rules for \"Pod\"; it is meant for ")
                    .contains("DynamoGraphDeploymentRequest.nvidia.com"));
  }

  @Test
  void objectThatSaysNotWhatItIsIsNotServed() {
    assertThat(judge(yaml("{spec: {}}"))).isInstanceOf(Verdict.NotServed.class);
  }

  private static Verdict judge(JsonObject object) {
    return Dgdr.admission(Settings.standard())
        .validate(Operation.CREATE, object, JsonObject.empty());
  }
}
