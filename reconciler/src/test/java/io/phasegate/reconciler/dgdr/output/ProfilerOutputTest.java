package io.phasegate.reconciler.dgdr.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.phasegate.reconciler.dgdr.Requests;
import io.phasegate.reconciler.dgdr.output.ProfilerOutput.Owner;
import io.phasegate.reconciler.dgdr.output.ProfilerOutput.Result;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProfilerOutputTest {

  @Test
  void theProfilersReportSaysThatItSucceeded() {
    var output = read(Map.of("profiler_status.yaml", "status: success\nmessage: finished\n"));

    assertThat(output.result()).isEqualTo(new Result.Succeeded());
    assertThat(output.message()).isEqualTo("finished");
  }

  @Test
  void theSidecarsWordOutranksTheProfilersReport() {
    var output =
        read(
            Map.of(
                "profiler_status.yaml", "status: running\n",
                "profiler_status", "failed",
                "profiler_error", "the profiler was killed (OOMKilled)"));

    assertThat(output.result()).isEqualTo(new Result.Failed("the profiler was killed (OOMKilled)"));
  }

  @Test
  void aFailureWithoutReasonTakesTheMessage() {
    assertThat(read(Map.of("profiler_status.yaml", "status: failed\nmessage: no GPU")).result())
        .isEqualTo(new Result.Failed("no GPU"));
  }

  @Test
  void whileAProfilerRunsOnlyItsProgressIsKept() {
    var data =
        Map.of(
            "phase", "SweepingDecode",
            "message", "3 of 9",
            "profiler_status.yaml", "status: running",
            "final_config.yaml", "x".repeat(500_000),
            "webui_data.json", "{}");
    ConfigMap configMap =
        new ConfigMapBuilder()
            .withNewMetadata()
            .withName("dgdr-output-tiny")
            .endMetadata()
            .withData(data)
            .build();

    ConfigMap kept = ProfilerOutput.progressOf(configMap);

    assertThat(kept.getMetadata()).isEqualTo(configMap.getMetadata());
    assertThat(kept.getData()).containsOnlyKeys("phase", "message", "profiler_status.yaml");
    assertThat(configMap.getData()).isEqualTo(data);
  }

  @Test
  void progressThatFillsAConfigMapIsNotKept() {
    var configMap = new ConfigMapBuilder().addToData("message", "m".repeat(8_193)).build();

    assertThat(ProfilerOutput.progressOf(configMap).getData()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(SubPhase.class)
  void everySubPhaseIsRead(SubPhase phase) {
    var output = read(Map.of("phase", phase.word(), "message", "half way"));

    assertThat(output.subPhase()).contains(phase);
    assertThat(output.message()).isEqualTo("half way");
    assertThat(output.result()).isEqualTo(new Result.Unfinished(""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Dancing", "done", "", "$(id)"})
  void anyOtherWordIsNoSubPhase(String word) {
    assertThat(read(Map.of("phase", word)).subPhase()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "- a\n- b", "status: [success]", "%&!", "a: b: c"})
  void aMalformedReportSaysNothing(String report) {
    assertThat(read(Map.of("profiler_status.yaml", report)).result())
        .isEqualTo(new Result.Unfinished(""));
  }

  @Test
  void aConfigMapWithoutDataSaysNothing() {
    var output = ProfilerOutput.of(new ConfigMap());

    assertThat(output.result()).isEqualTo(new Result.Unfinished(""));
    assertThat(output.manifests(false)).isEmpty();
  }

  @Test
  void manifestsOfOlderProfilersAreFoundUnderTheirKeys() {
    var data =
        Map.of("config_with_planner.yaml", "planner", "mocker_config_with_planner.yaml", "mocker");

    assertThat(read(data).manifests(false)).contains("planner");
    assertThat(read(data).manifests(true)).contains("mocker");
  }

  @Test
  void theKeyOfTodayOutranksOlderOnes() {
    var data = Map.of("config_with_planner.yaml", "old", "final_config.yaml", "new");

    assertThat(read(data).manifests(false)).contains("new");
  }

  @Test
  void theOwnerTellsWhoseResultItIs() {
    var request = Requests.tiny();

    assertThat(ProfilerOutput.ownerOf(ownedBy(Requests.UID), request))
        .isEqualTo(Owner.THIS_REQUEST);
    assertThat(ProfilerOutput.ownerOf(ownedBy("another-uid"), request)).isEqualTo(Owner.ANOTHER);
    assertThat(
            ProfilerOutput.ownerOf(
                new ConfigMapBuilder().withNewMetadata().endMetadata().build(), request))
        .isEqualTo(Owner.NOBODY);
  }

  private static ConfigMap ownedBy(String uid) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .addNewOwnerReference()
        .withUid(uid)
        .endOwnerReference()
        .endMetadata()
        .build();
  }

  private static ProfilerOutput read(Map<String, String> data) {
    return ProfilerOutput.of(new ConfigMapBuilder().withData(data).build());
  }
}
