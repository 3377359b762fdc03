package io.phasegate.reconciler.dgdr.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.phasegate.reconciler.dgdr.Requests;
import io.phasegate.reconciler.dgdr.settings.DgdrSettings;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The allow-list of spec/dgdr.md 6.5. */
class OverridesTest {

  @Test
  void fieldsOfTheJobAreReplaced() {
    var ready =
        override(
            "{backoffLimit: 0, activeDeadlineSeconds: 60, ttlSecondsAfterFinished: 5, suspend:"
                + " true}");

    var spec = ready.job().getSpec();
    assertThat(spec.getBackoffLimit()).isZero();
    assertThat(spec.getActiveDeadlineSeconds()).isEqualTo(60);
    assertThat(spec.getTtlSecondsAfterFinished()).isEqualTo(5);
    assertThat(spec.getSuspend()).isTrue();
    assertThat(ready.remarks()).isEmpty();
  }

  @Test
  void severalProfilersAreAllowedWithAWarning() {
    assertThat(override("{completions: 2, parallelism: 2}").remarks())
        .hasSize(2)
        .allSatisfy(remark -> assertThat(remark).contains("is above 1"));
  }

  @Test
  void labelsAreAddedButNotThoseByWhichPodsAreFound() {
    var ready =
        override(
            "{template: {metadata: {labels: {team: a, app: mine, dgdr: x, job-name: y,"
                + " dgdr.nvidia.com/name: z}, annotations: {note: b}}}}");

    var metadata = ready.job().getSpec().getTemplate().getMetadata();
    assertThat(metadata.getLabels())
        .containsAllEntriesOf(
            Map.of(
                "team",
                "a",
                "app",
                "dynamo-profiler",
                "dgdr",
                "tiny",
                "dgdr.nvidia.com/name",
                "tiny"))
        .doesNotContainKey("job-name");
    assertThat(metadata.getAnnotations()).containsEntry("note", "b");
    assertThat(ready.remarks())
        .singleElement()
        .asString()
        .contains("metadata.labels[app]", "labels[dgdr]", "labels[job-name]");
  }

  @Test
  void theSecurityContextOfThePodIsMergedFieldByField() {
    var context = pod("{securityContext: {runAsUser: 2000}}").getSecurityContext();

    assertThat(context.getRunAsUser()).isEqualTo(2000);
    assertThat(context.getFsGroup()).isEqualTo(1000);
    assertThat(context.getRunAsNonRoot()).isTrue();
  }

  @Test
  void pullSecretsAreJoinedByName() {
    assertThat(
            pod("{imagePullSecrets: [{name: nvcr-imagepullsecret}, {name: mine}]}")
                .getImagePullSecrets())
        .extracting(LocalObjectReference::getName)
        .containsExactly("nvcr-imagepullsecret", "mine");
  }

  @Test
  void aVolumeOfTheSameNameTakesThePlaceOfOurs() {
    var volumes =
        pod("{volumes: [{name: scratch, emptyDir: {}}, {name: profiling-output, nfs: {server: s,"
                + " path: /p}}]}")
            .getVolumes();

    assertThat(volumes).extracting(Volume::getName).containsExactly("profiling-output", "scratch");
    assertThat(volumes.getFirst().getNfs().getServer()).isEqualTo("s");
    assertThat(volumes.getFirst().getEmptyDir()).isNull();
  }

  @Test
  void theProfilerIsMergedByKindOfField() {
    Container profiler =
        container(
            "{name: profiler, image: other, env: [{name: NATS_SERVER, value: mine}, {name: A,"
                + " value: b}], envFrom: [{secretRef: {name: s}}], volumeMounts: [{name:"
                + " profiling-output, mountPath: /data, subPath: x}, {name: profiling-output,"
                + " mountPath: /again}], resources: {limits: {memory: 1Gi}}, securityContext:"
                + " {privileged: false}}");

    assertThat(profiler.getImage()).isEqualTo("other");
    assertThat(profiler.getEnv())
        .filteredOn(variable -> variable.getName().equals("NATS_SERVER"))
        .extracting(EnvVar::getValue)
        .containsExactly("mine");
    assertThat(profiler.getEnv()).extracting(EnvVar::getName).contains("DGDR_UID", "A");
    assertThat(profiler.getEnvFrom()).hasSize(1);
    assertThat(profiler.getVolumeMounts())
        .extracting(VolumeMount::getMountPath, VolumeMount::getSubPath)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("/data", "x"),
            org.assertj.core.groups.Tuple.tuple("/again", null));
    assertThat(profiler.getResources().getLimits()).containsOnlyKeys("memory");
    assertThat(profiler.getSecurityContext().getPrivileged()).isFalse();
  }

  @Test
  void emptyResourcesLeaveOursAlone() {
    var ready =
        override(
            "{template: {spec: {containers: [{name: output-copier, resources: {limits: {}}}]}}}");

    assertThat(containers(ready).getContainers().get(1).getResources().getLimits())
        .containsOnlyKeys("memory");
  }

  @Test
  void ofTheSidecarOnlyImageAndResourcesMayChange() {
    var ready =
        override(
            "{template: {spec: {containers: [{name: output-copier, image: mine, command: [sh],"
                + " resources: {requests: {cpu: 1}}}]}}}");

    Container copier = containers(ready).getContainers().get(1);
    assertThat(copier.getImage()).isEqualTo("mine");
    assertThat(copier.getCommand()).isEmpty();
    assertThat(copier.getResources().getRequests()).containsOnlyKeys("cpu");
    assertThat(ready.remarks())
        .singleElement()
        .asString()
        .contains("containers[output-copier].command");
  }

  @Test
  void whateverIsNotOnTheListIsNamed() {
    var ready =
        override(
            "{manualSelector: true, template: {spec: {hostNetwork: true, restartPolicy: Always,"
                + " containers: [{name: profiler, command: [sh], args: [-c]}, {name: miner, image:"
                + " m}]}}}");

    assertThat(containers(ready).getHostNetwork()).isNull();
    assertThat(containers(ready).getRestartPolicy()).isEqualTo("Never");
    assertThat(containers(ready).getContainers()).hasSize(2);
    assertThat(ready.remarks())
        .singleElement()
        .asString()
        .contains(
            "spec.overrides.profilingJob.manualSelector",
            "template.spec.hostNetwork",
            "template.spec.restartPolicy",
            "containers[profiler].command",
            "containers[profiler].args",
            "containers[miner]");
  }

  @Test
  void aProfilerWithoutTokenLeavesTheSidecarItsOwn() {
    var pod = pod("{automountServiceAccountToken: false}");

    assertThat(pod.getContainers().getFirst().getVolumeMounts())
        .extracting(VolumeMount::getMountPath)
        .doesNotContain("/var/run/secrets/kubernetes.io/serviceaccount");
    assertThat(pod.getContainers().get(1).getVolumeMounts())
        .extracting(VolumeMount::getMountPath)
        .contains("/var/run/secrets/kubernetes.io/serviceaccount");
    assertThat(pod.getVolumes().getLast().getProjected().getSources()).hasSize(3);
  }

  @Test
  void overridesOfTheWrongShapeAreRefusedByName() {
    var request =
        Requests.with("{overrides: {profilingJob: {template: {spec: {tolerations: often}}}}}");

    assertThat(ProfilingJob.draft(request, request.getSpec(), DgdrSettings.defaults()))
        .isInstanceOfSatisfying(
            JobDraft.Impossible.class,
            no ->
                assertThat(no.why())
                    .startsWith(
                        "spec.overrides.profilingJob.template.spec.tolerations has the wrong"
                            + " shape"));
  }

  @Test
  void nullAndEmptyOverridesSayNothing() {
    var ready =
        override(
            "{backoffLimit: null, template: {metadata: {labels: {}}, spec: {nodeSelector: {},"
                + " priorityClassName: '', hostNetwork: null, containers: []}}}");

    assertThat(ready.job().getSpec().getBackoffLimit()).isEqualTo(3);
    assertThat(containers(ready).getPriorityClassName()).isNull();
    assertThat(containers(ready).getContainers()).hasSize(2);
    assertThat(ready.remarks()).isEmpty();
  }

  private static JobDraft.Ready override(String yaml) {
    var plain = Requests.tiny();
    var spec = Requests.with("{overrides: {profilingJob: " + yaml + "}}").getSpec();
    var told = plain.getSpec().with("overrides", spec.objectAt("overrides").orElseThrow());
    return (JobDraft.Ready) ProfilingJob.draft(plain, told, DgdrSettings.defaults());
  }

  private static PodSpec containers(JobDraft.Ready ready) {
    return ready.job().getSpec().getTemplate().getSpec();
  }

  private static PodSpec pod(String yaml) {
    return containers(override("{template: {spec: " + yaml + "}}"));
  }

  private static Container container(String yaml) {
    return pod("{containers: [" + yaml + "]}").getContainers().getFirst();
  }
}
