package io.phasegate.reconciler.dgdr.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.phasegate.reconciler.dgdr.Requests;
import io.phasegate.reconciler.engine.resource.Copies;
import org.junit.jupiter.api.Test;

class DynamoGraphDeploymentRequestTest {

  private static final String ODD =
      """
      {"apiVersion":"nvidia.com/v1beta1","kind":"DynamoGraphDeploymentRequest",
       "metadata":{"name":"odd","namespace":"inference"},
       "spec":{"model":"m","big":9007199254740993,"small":-0.0,"none":null,"list":[1,[],{}],
               "sla":{"ttft":12.50}},
       "status":{"phase":"Pending","fromTheFuture":{"x":1}}}
      """;

  @Test
  void survivesTheClientWithAllThatNobodyKnows() {
    var serialization = new KubernetesSerialization();

    var request = serialization.unmarshal(ODD, DynamoGraphDeploymentRequest.class);
    var again =
        serialization.unmarshal(serialization.asJson(request), DynamoGraphDeploymentRequest.class);

    assertThat(again.tree()).isEqualTo(Requests.tree(ODD));
  }

  @Test
  void survivesTheCopyThatTheEngineMakes() {
    var request = new KubernetesSerialization().unmarshal(ODD, DynamoGraphDeploymentRequest.class);

    assertThat(Copies.copy(request).tree()).isEqualTo(request.tree());
  }

  @Test
  void absentPartsAreEmptyObjectsAndAreNotWritten() {
    var request =
        new KubernetesSerialization()
            .unmarshal(
                """
                {"apiVersion":"nvidia.com/v1beta1","kind":"DynamoGraphDeploymentRequest",
                 "metadata":{"name":"bare"},"status":null}
                """,
                DynamoGraphDeploymentRequest.class);

    assertThat(request.getSpec().isEmpty()).isTrue();
    assertThat(request.getStatus().isEmpty()).isTrue();
    assertThat(request.tree().has("status")).isFalse();
  }

  @Test
  void treesOfTheWrongShapeNameTheField() {
    var pod = Requests.tree("{spec: {tolerations: [{tolerationSeconds: soon}]}}");

    assertThatThrownBy(() -> Trees.as(pod, io.fabric8.kubernetes.api.model.Pod.class))
        .isInstanceOf(Misfit.class)
        .hasMessage("spec.tolerations[0].tolerationSeconds has the wrong shape");
  }

  @Test
  void aRequestAsDeepAsAnApiServerTakesItSurvivesTheCopyThatTheEngineMakes() {
    var request = Requests.nested(9_000);

    assertThat(Copies.copy(request).tree()).isEqualTo(request.tree());
  }
}
