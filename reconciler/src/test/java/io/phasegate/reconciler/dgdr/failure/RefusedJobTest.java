package io.phasegate.reconciler.dgdr.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.reconciler.dgdr.Requests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What API servers say of Jobs, in the words of whoever wrote the request. The answers are real.
 */
class RefusedJobTest {

  private static final String OVERRIDES =
      """
      overrides:
        profilingJob:
          backoffLimit: -1
          template:
            metadata: {labels: {bad key!: x}}
            spec:
              nodeSelector: {bad key!: x}
              initContainers: [{name: profiler}]
              containers:
              - name: output-copier
                resources: {requests: {cpu: 4}, limits: {cpu: 1}}
              - name: profiler
                env: [{name: a=b c}]
                volumeMounts: [{name: missing, mountPath: /x}]
                resources: {requests: {cpu: 4}, limits: {cpu: 1}}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "spec.backoffLimit: Invalid value: -1: must be greater than or equal to 0"
            + "| spec.overrides.profilingJob.backoffLimit",
        "spec.template.labels: Invalid value: \"bad key!\": name part must consist of"
            + "| spec.overrides.profilingJob.template.metadata.labels",
        "spec.template.spec.nodeSelector: Invalid value: \"bad key!\": name part must consist of"
            + "| spec.overrides.profilingJob.template.spec.nodeSelector",
        "spec.template.spec.initContainers[0].name: Duplicate value: \"profiler\""
            + "| spec.overrides.profilingJob.template.spec.initContainers",
        "spec.template.spec.containers[0].env[6].name: Invalid value: \"a=b c\": a valid"
            + "| spec.overrides.profilingJob.template.spec.containers[profiler].env",
        "spec.template.spec.containers[0].volumeMounts[1].name: Not found: \"missing\""
            + "| spec.overrides.profilingJob.template.spec.containers[profiler].volumeMounts",
        "spec.template.spec.containers[1].resources.requests: Invalid value: \"4\": must be less"
            + "| spec.overrides.profilingJob.template.spec.containers[output-copier].resources",
      })
  void theOverrideThatMadeTheJobInvalidIsNamed(String cause, String field) {
    assertThat(inWords(OVERRIDES, cause))
        .startsWith(
            "Job profile-tiny cannot be created with "
                + field
                + " as it is; correct that in a new request: Job.batch")
        .endsWith(cause);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "spec.template.spec.containers[0].image: Invalid value: \" x\": must not have leading"
            + "| spec.image",
        "spec.template.spec.containers[0].volumeMounts[1].mountPath: Invalid value: \"/\": must be"
            + "| spec.modelCache.pvcMountPath",
        "spec.template.spec.volumes[1].persistentVolumeClaim.claimName: Required value"
            + "| spec.modelCache.pvcName",
      })
  void withoutAnOverrideItIsTheFieldThatTheJobTakesItFrom(String cause, String field) {
    assertThat(inWords("{image: ' x', modelCache: {pvcName: w}}", cause))
        .startsWith("Job profile-tiny cannot be created with " + field + " as it is");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "spec.template.spec.tolerations[0].operator: Invalid value"
            + "| spec.profilingConfig.tolerations",
        "spec.template.spec.nodeSelector: Invalid value" + "| spec.profilingConfig.nodeSelector",
        "spec.template.spec.containers[0].resources.requests: Invalid value"
            + "| spec.profilingConfig.resources",
        "spec.template.spec.containers[0].image: Invalid value"
            + "| spec.profilingConfig.profilerImage",
      })
  void whoWroteV1alpha1IsToldOfItsFields(String cause, String field) {
    var request =
        Requests.of(
            """
            apiVersion: nvidia.com/v1alpha1
            kind: DynamoGraphDeploymentRequest
            metadata: {name: tiny, namespace: inference}
            spec:
              model: m
              backend: vllm
              profilingConfig:
                profilerImage: i
                config: {engine: {maxContextLength: 1}}
                tolerations: [{operator: Never}]
                nodeSelector: {bad key!: x}
                resources: {requests: {cpu: 4}, limits: {cpu: 1}}
            """);

    assertThat(RefusedJob.inWords(request, "profile-tiny", "it is invalid: " + cause))
        .startsWith("Job profile-tiny cannot be created with " + field + " as it is");
  }

  @Test
  void allFieldsAreNamedOnce() {
    String answer =
        "[spec.backoffLimit: Invalid value: -1: no, spec.backoffLimit: Invalid value: -1: never,"
            + " spec.template.spec.nodeSelector: Invalid value: \"bad key!\": no]";

    assertThat(inWords(OVERRIDES, answer))
        .startsWith(
            "Job profile-tiny cannot be created with spec.overrides.profilingJob.backoffLimit and"
                + " spec.overrides.profilingJob.template.spec.nodeSelector as it is");
  }

  @Test
  void aFieldThatTheRequestDoesNotHaveIsSaidToBeTheJobs() {
    assertThat(inWords("autoApply: true", "spec.template.spec.serviceAccountName: Invalid value"))
        .contains("spec.template.spec.serviceAccountName")
        .endsWith(
            "(this is about the Job that is made of the request, and no field of the request"
                + " itself)");
  }

  @Test
  void aQuotaIsNoFieldAndStaysAsItIsSaid() {
    String quota = "jobs.batch \"profile-tiny\" is forbidden: exceeded quota: none, requested: 1";

    assertThat(RefusedJob.inWords(Requests.tiny(), "profile-tiny", quota))
        .isEqualTo("Job profile-tiny cannot be created: " + quota);
  }

  @Test
  void anEndlessAnswerIsNoTrouble() {
    assertThat(inWords("autoApply: true", "spec" + ".a".repeat(200_000) + ": Invalid value"))
        .contains("Invalid value");
  }

  private static String inWords(String specYaml, String causes) {
    return RefusedJob.inWords(
        Requests.with(specYaml),
        "profile-tiny",
        "Job.batch \"profile-tiny\" is invalid: " + causes);
  }
}
