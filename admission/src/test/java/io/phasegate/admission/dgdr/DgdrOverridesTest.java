package io.phasegate.admission.dgdr;

import static io.phasegate.admission.Dgdr.SPEC_PAYLOAD;
import static io.phasegate.admission.Dgdr.annotate;
import static io.phasegate.admission.Dgdr.edit;
import static io.phasegate.admission.Dgdr.goodAlpha;
import static io.phasegate.admission.Dgdr.goodBeta;
import static io.phasegate.admission.Dgdr.onCreate;
import static io.phasegate.admission.Dgdr.onUpdate;
import static io.phasegate.admission.Dgdr.toAlpha;
import static io.phasegate.admission.Dgdr.violations;
import static io.phasegate.admission.Dgdr.warnings;
import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.conversion.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the profiling Job takes over of its overrides, and what it does not: spec/dgdr.md 6.5. */
class DgdrOverridesTest {

  private static final String JOB = "spec.overrides.profilingJob";
  private static final String IGNORED = ": this override is ignored";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {template: {}, completionMode: Indexed}                          | .completionMode
          {template: {weight: 1}}                                          | .template.weight
          {template: {metadata: {name: mine}}}                             | .template.metadata.name
          {template: {metadata: {labels: {app: x}}}}                       | .template.metadata.labels.app
          {template: {metadata: {labels: {dgdr.nvidia.com/name: x}}}}      | .template.metadata.labels[dgdr.nvidia.com/name]
          {template: {spec: {containers: [], hostNetwork: true}}}          | .template.spec.hostNetwork
          {template: {spec: {containers: [], restartPolicy: Never}}}       | .template.spec.restartPolicy
          {template: {spec: {containers: [{name: profiler, args: [a]}]}}}  | .template.spec.containers[0].args
          {template: {spec: {containers: [{name: '', command: [a]}]}}}     | .template.spec.containers[0].command
          {template: {spec: {containers: [{name: output-copier, env: []}]}}} | .template.spec.containers[0].env
          {template: {spec: {containers: [{name: profiler}, {name: helper, image: x}]}}} | .template.spec.containers[1]
          """)
  void B15_overrideThatTheJobDoesNotTakeOverIsWarnedAbout(String job, String field) {
    var request = withJob(job);

    assertThat(violations(onCreate(request))).isEmpty();
    assertThat(warnings(onCreate(request))).containsExactly(JOB + field + IGNORED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{backoffLimit: 0, activeDeadlineSeconds: 1, ttlSecondsAfterFinished: 1, suspend: true,"
            + " template: {}}",
        "{completions: 1, parallelism: 1, template: {}}",
        "{template: {metadata: {labels: {team: a}, annotations: {app: x}}}}",
        "{template: {metadata: {creationTimestamp: null}}}",
        "{template: {spec: {containers: [], tolerations: [], nodeSelector: {}, affinity: {},"
            + " priorityClassName: a, serviceAccountName: a, runtimeClassName: a, dnsPolicy: None,"
            + " dnsConfig: {}, terminationGracePeriodSeconds: 1, topologySpreadConstraints: [],"
            + " automountServiceAccountToken: false, imagePullSecrets: [], securityContext: {},"
            + " volumes: [{name: a, hostPath: {path: /}}], initContainers: [{name: a, args:"
            + " [b]}]}}}",
        "{template: {spec: {containers: [{name: profiler, image: a, resources: {}, env: [],"
            + " securityContext: {}, volumeMounts: [], envFrom: []}, {name: output-copier, image:"
            + " a, resources: {}}]}}}",
      })
  void B15_overrideThatTheJobTakesOverIsFine(String job) {
    assertThat(warnings(onCreate(withJob(job)))).isEmpty();
  }

  @Test
  void B15_allIgnoredOverridesAreToldInTheOrderOfTheJob() {
    var request =
        withJob("{a: 1, template: {b: 1, spec: {c: 1, containers: [{name: profiler, d: 1}]}}}");

    assertThat(warnings(onCreate(request)))
        .containsExactly(
            JOB + ".a" + IGNORED,
            JOB + ".template.b" + IGNORED,
            JOB + ".template.spec.c" + IGNORED,
            JOB + ".template.spec.containers[0].d" + IGNORED);
  }

  @ParameterizedTest
  @CsvSource({"completions, 2", "parallelism, 4"})
  void B15_severalProfilersAreWarnedAbout(String field, String runs) {
    assertThat(warnings(onCreate(withJob("{template: {}, %s: %s}".formatted(field, runs)))))
        .containsExactly(
            JOB + "." + field + ": " + runs + " profilers would write one result; leave it at 1");
  }

  @Test
  void B15_ignoredOverrideIsToldAtTheAnnotationToAnAuthorOfV1alpha1() {
    var copy = toAlpha(withJob("{template: {spec: {containers: [], hostNetwork: true}}}"));

    assertThat(warnings(onCreate(copy)))
        .contains(
            "metadata.annotations[nvidia.com/dgdr-spec]: "
                + JOB
                + ".template.spec.hostNetwork of"
                + " nvidia.com/v1beta1: this override is ignored");
  }

  @Test
  void B15_authorOfV1alpha1IsNotToldAgainOfWhatAnotherWrote() {
    var stored = toAlpha(withJob("{template: {spec: {containers: [], hostNetwork: true}}}"));

    assertThat(warnings(onUpdate(stored, edit(stored, "spec.model", "n")))).isEmpty();
  }

  @Test
  void B10_containerOfTheSameNameIsRefused() {
    var request =
        withJob(
            "{template: {spec: {containers: [{name: profiler}, {name: output-copier}, {name:"
                + " profiler}]}}}");

    assertThat(violations(onCreate(request)))
        .containsExactly(
            JOB
                + ".template.spec.containers[2].name: Duplicate value: \"profiler\": each container"
                + " may be there once; merge the two");
  }

  @Test
  void B10_containersWithoutNamesAreTheSchemasBusiness() {
    assertThat(violations(onCreate(withJob("{template: {spec: {containers: [{}, {}, 5]}}}"))))
        .isEmpty();
  }

  @Test
  void B10_savedContainersOfTheSameNameAreRefusedOnceForV1alpha1() {
    var copy =
        annotate(
            goodAlpha(),
            SPEC_PAYLOAD,
            """
            {"version":1,"from":"v1beta1","spec":{"overrides":{"profilingJob":{"template":{"spec":
            {"containers":[{"name":"profiler"},{"name":"profiler"}]}}}}}}
            """);

    assertThat(violations(onCreate(copy)))
        .containsExactly(
            "metadata.annotations[nvidia.com/dgdr-spec]: Duplicate value: \"profiler\": "
                + JOB
                + ".template.spec.containers[1].name of nvidia.com/v1beta1: each container may be"
                + " there once; merge the two");
  }

  private static JsonObject withJob(String job) {
    return edit(goodBeta(), JOB, job);
  }
}
