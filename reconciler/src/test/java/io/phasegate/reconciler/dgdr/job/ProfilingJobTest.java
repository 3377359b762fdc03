package io.phasegate.reconciler.dgdr.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.phasegate.conversion.dgdr.DgdrTable;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonReader;
import io.phasegate.conversion.json.MalformedJson;
import io.phasegate.conversion.yaml.YamlWriter;
import io.phasegate.reconciler.dgdr.Requests;
import io.phasegate.reconciler.dgdr.resource.DynamoGraphDeploymentRequest;
import io.phasegate.reconciler.dgdr.resource.Trees;
import io.phasegate.reconciler.dgdr.settings.DgdrSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cases 2, 5, 19 and 20 of spec/dgdr.md section 10, as far as the Job goes. */
class ProfilingJobTest {

  private static final DgdrSettings SETTINGS = DgdrSettings.defaults();

  @Test
  void aLegacyRequestBecomesTheJobOfTheGoldenFile() throws IOException {
    var request = Requests.resource("/dgdr/chat-a1-v1alpha1.yaml");

    String yaml = YamlWriter.text(Trees.of(job(request)));

    assertThat(yaml).isEqualTo(golden("/dgdr/job-chat-a1.yaml"));
  }

  @Test
  void aFullRequestBecomesTheJobOfTheGoldenFile() throws IOException {
    var request = Requests.resource("/dgdr/chat-b1-v1beta1.yaml");

    String yaml = YamlWriter.text(Trees.of(job(request)));

    assertThat(yaml).isEqualTo(golden("/dgdr/job-chat-b1.yaml"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{image: ''}", "{image: '  '}", "{image: null}"})
  void withoutImageThereIsNoJob(String image) {
    var draft = draft(Requests.with(image));

    assertThat(draft)
        .isInstanceOfSatisfying(
            JobDraft.Impossible.class,
            no -> assertThat(no.why()).startsWith("spec.image is empty"));
  }

  @Test
  void theAuthorOfAV1alpha1RequestIsToldOfTheImageAsHeWroteIt() {
    var request = Requests.annotated(DgdrTable.SPEC_PAYLOAD, "{\"from\":\"v1alpha1\"}");
    request.setSpec(request.getSpec().without("image"));

    assertThat(draft(request))
        .isInstanceOfSatisfying(
            JobDraft.Impossible.class,
            no -> assertThat(no.why()).startsWith("spec.profilingConfig.profilerImage is empty"));
  }

  @Test
  void theProfilerIsToldTheSpecAsOneArgument() throws MalformedJson {
    var request = Requests.with("{model: \"a'b\\\"; rm -rf / #$(id)`id`\\n\"}");

    List<String> arguments = profiler(job(request)).getArgs();

    assertThat(arguments).hasSize(4).startsWith("--config").endsWith("--output-dir", "/data");
    assertThat(JsonReader.read(arguments.get(1))).isEqualTo(request.getSpec());
  }

  @Test
  void theProfilerIsToldTheGpuFactsThatWereFound() throws MalformedJson {
    var request = Requests.tiny();
    var spec = request.getSpec().with("hardware", Requests.tree("{gpuSku: h100_sxm}"));

    var job = ((JobDraft.Ready) ProfilingJob.draft(request, spec, SETTINGS)).job();

    assertThat(JsonReader.read(profiler(job).getArgs().get(1))).isEqualTo(spec);
  }

  @Test
  void aSpecThatIsTooLongForAnArgumentIsRefusedWithItsSize() {
    var request =
        Requests.with(
            "{overrides: {dgd: {apiVersion: v1, kind: X, x: " + "y".repeat(131072) + "}}}");

    assertThat(draft(request))
        .isInstanceOfSatisfying(
            JobDraft.Impossible.class,
            no -> assertThat(no.why()).contains("131072", "spec.overrides", "dgd"));
  }

  @Test
  void noTextOfTheUserReachesTheSidecarsCommandLine() {
    var request = Requests.with("{model: '$(reboot)', backend: '; reboot'}");

    Container copier = job(request).getSpec().getTemplate().getSpec().getContainers().get(1);

    assertThat(copier.getName()).isEqualTo("output-copier");
    assertThat(copier.getCommand()).isEmpty();
    assertThat(copier.getArgs()).containsExactly("copy-output");
    assertThat(Trees.of(copier).toString()).doesNotContain("reboot");
  }

  @Test
  void withoutAnnotationsResultsLiveAsLongAsThePod() {
    var pod = job(Requests.tiny()).getSpec().getTemplate().getSpec();

    assertThat(pod.getVolumes()).extracting(Volume::getName).containsExactly("profiling-output");
    assertThat(pod.getVolumes().getFirst().getEmptyDir()).isNotNull();
    assertThat(env(profiler(job(Requests.tiny())))).doesNotContain("PROFILING_BASE_CONFIG");
  }

  @Test
  void theAnnotationForAClaimMakesResultsLast() {
    var job = job(Requests.annotated("nvidia.com/dgdr-output-pvc", "profiling-out"));

    Volume output = job.getSpec().getTemplate().getSpec().getVolumes().getFirst();
    assertThat(output.getEmptyDir()).isNull();
    assertThat(output.getPersistentVolumeClaim().getClaimName()).isEqualTo("profiling-out");
  }

  @Test
  void theAnnotationForAConfigMapMountsItAndTellsTheProfiler() {
    var job =
        job(
            Requests.annotated(
                "nvidia.com/dgdr-config-map-ref", "{\"name\":\"base\",\"key\":\"my.yaml\"}"));

    var config = job.getSpec().getTemplate().getSpec().getVolumes().getLast().getConfigMap();
    assertThat(config.getName()).isEqualTo("base");
    assertThat(config.getItems())
        .singleElement()
        .satisfies(item -> {
          assertThat(item.getKey()).isEqualTo("my.yaml");
          assertThat(item.getPath()).isEqualTo("disagg.yaml");
        });
    assertThat(profiler(job).getVolumeMounts())
        .extracting(VolumeMount::getMountPath)
        .containsExactly("/data", "/config");
    assertThat(profiler(job).getEnv())
        .filteredOn(variable -> variable.getName().equals("PROFILING_BASE_CONFIG"))
        .extracting(EnvVar::getValue)
        .containsExactly("/config/disagg.yaml");
  }

  @Test
  void aMalformedAnnotationMountsNothing() {
    var job = job(Requests.annotated("nvidia.com/dgdr-config-map-ref", "{"));

    assertThat(job.getSpec().getTemplate().getSpec().getVolumes()).hasSize(1);
  }

  @Test
  void theModelCacheIsMountedReadOnlyAtItsDefaultPlace() {
    var job = job(Requests.with("{modelCache: {pvcName: weights}}"));

    VolumeMount mount = profiler(job).getVolumeMounts().getLast();
    assertThat(mount.getMountPath()).isEqualTo("/opt/model-cache");
    assertThat(mount.getReadOnly()).isTrue();
  }

  @Test
  void aLongNameStillMakesAValidJob() {
    var job = job(Requests.named("n".repeat(200)));

    assertThat(job.getMetadata().getName()).hasSize(63);
    assertThat(job.getSpec().getTemplate().getMetadata().getLabels().values())
        .allSatisfy(value -> assertThat(value).hasSizeLessThanOrEqualTo(63));
  }

  @Test
  void profilingEndsByItselfAfterADayAndIsRemovedAfterAWeek() {
    var spec = job(Requests.tiny()).getSpec();

    assertThat(spec.getActiveDeadlineSeconds()).isEqualTo(86_400);
    assertThat(spec.getTtlSecondsAfterFinished()).isEqualTo(604_800);
  }

  @Test
  void theSameRequestGivesTheSameHashWhateverTheOrderOfItsKeys() {
    var one = Requests.with("{sla: {ttft: 1, itl: 2}, workload: {isl: 3}}");
    var two = Requests.with("{workload: {isl: 3}, sla: {itl: 2, ttft: 1}}");

    assertThat(hash(job(two))).isEqualTo(hash(job(one))).hasSize(64);
  }

  @Test
  void anotherRequestGivesAnotherHash() {
    assertThat(hash(job(Requests.with("{sla: {ttft: 2}}"))))
        .isNotEqualTo(hash(job(Requests.with("{sla: {ttft: 1}}"))));
  }

  @Test
  void autoApplyIsNoPartOfWhatWasAccepted() {
    var spec = Requests.tiny().getSpec();

    assertThat(Hashes.acceptedSpec(spec.with("autoApply", Json.Bool.TRUE)))
        .isEqualTo(Hashes.acceptedSpec(spec));
    assertThat(Hashes.acceptedSpec(spec.with("model", Json.text("other"))))
        .isNotEqualTo(Hashes.acceptedSpec(spec));
  }

  private static JobDraft draft(DynamoGraphDeploymentRequest request) {
    return ProfilingJob.draft(request, request.getSpec(), SETTINGS);
  }

  private static Job job(DynamoGraphDeploymentRequest request) {
    return ((JobDraft.Ready) draft(request)).job();
  }

  private static Container profiler(Job job) {
    return job.getSpec().getTemplate().getSpec().getContainers().getFirst();
  }

  private static List<String> env(Container container) {
    return container.getEnv().stream().map(EnvVar::getName).toList();
  }

  private static String hash(Job job) {
    return Objects.requireNonNull(
        job.getMetadata().getAnnotations().get("nvidia.com/last-applied-hash"));
  }

  private static String golden(String path) throws IOException {
    try (var in = ProfilingJobTest.class.getResourceAsStream(path)) {
      return new String(Objects.requireNonNull(in, path).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
