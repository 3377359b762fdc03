package io.phasegate.reconciler.dgdr.copier;

import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.conversion.json.JsonObject;
import io.phasegate.reconciler.dgdr.Requests;
import io.phasegate.reconciler.dgdr.copier.KubeApi.Answer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract of spec/dgdr.md 6.6, with an API server and a clock that we play. */
class OutputCopierTest {

  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
  private static final String RUNNING = "{running: {startedAt: '2026-03-01T10:00:00Z'}}";
  private static final String ENDED = ended(0, "Completed");

  @TempDir private Path data;

  private final Scene scene = new Scene();

  @Test
  void aResultIsPublishedAsTheRequestsConfigMap() throws Exception {
    write("profiler_status.yaml", "status: success\nphase: Done\nmessage: finished\n");
    write("final_config.yaml", "kind: DynamoGraphDeployment\n");
    scene.pod(RUNNING).pod(ENDED);

    int exit = run();

    assertThat(exit).isZero();
    assertThat(scene.last())
        .isEqualTo(
            Requests.tree(
                """
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: dgdr-output-tiny
                  namespace: inference
                  labels:
                    dgdr.nvidia.com/name: tiny
                    dgdr.nvidia.com/namespace: inference
                    nvidia.com/managed-by: dynamo-operator
                  ownerReferences:
                    - apiVersion: nvidia.com/v1beta1
                      kind: DynamoGraphDeploymentRequest
                      name: tiny
                      uid: uid-1
                      controller: true
                data:
                  profiler_status: success
                  phase: Done
                  message: finished
                  final_config.yaml: |
                    kind: DynamoGraphDeployment
                  profiler_status.yaml: |
                    status: success
                    phase: Done
                    message: finished
                """));
  }

  @Test
  void aFailureIsPublishedAndEndsWithZeroSoThatItIsNotRepeated() throws Exception {
    write("profiler_status.yaml", "status: failed\nerror: no such model\n");
    scene.pod(ended(1, "Error"));

    assertThat(run()).isZero();
    assertThat(scene.data("profiler_status")).isEqualTo("failed");
    assertThat(scene.data("profiler_error")).isEqualTo("no such model");
  }

  @Test
  void aKilledProfilerIsReportedWithItsExitCode() throws Exception {
    scene.pod(ended(137, "OOMKilled"));

    assertThat(run()).isZero();
    assertThat(scene.data("profiler_error"))
        .isEqualTo(
            "the profiler ended with exit code 137 (OOMKilled) and left no profiler_status.yaml");
  }

  @Test
  void aProfilerThatEndedInTheMiddleIsReportedWithWhereItWas() throws Exception {
    write("profiler_status.yaml", "status: running\nphase: SweepingDecode\nmessage: 3 of 9\n");
    scene.pod(ended(139, "Error"));

    run();

    assertThat(scene.data("profiler_error"))
        .isEqualTo(
            "the profiler ended with exit code 139 (Error) while its status was \"running\": 3 of"
                + " 9");
    assertThat(scene.data("phase")).isEqualTo("SweepingDecode");
  }

  @Test
  void successWithoutManifestsIsAFailure() throws Exception {
    write("profiler_status.yaml", "status: success\n");
    scene.pod(ENDED);

    assertThat(run()).isZero();
    assertThat(scene.data("profiler_error")).contains("wrote no final_config.yaml");
  }

  @Test
  void aResultThatNoConfigMapCanHoldIsReportedWithItsSize() throws Exception {
    write("profiler_status.yaml", "status: success\n");
    write("final_config.yaml", "x".repeat(1_100_000));
    scene.pod(ENDED);

    assertThat(run()).isZero();
    assertThat(scene.data("profiler_status")).isEqualTo("failed");
    assertThat(scene.data("profiler_error")).contains("1100000 bytes");
  }

  @Test
  void candidatesThatDoNotFitAreLeftOut() throws Exception {
    write("profiler_status.yaml", "status: success\n");
    write("final_config.yaml", "x".repeat(800_000));
    write("webui_data.json", "y".repeat(400_000));
    scene.pod(ENDED);

    run();

    assertThat(scene.data("profiler_status")).isEqualTo("success");
    assertThat(scene.data("webui_data.json")).isEmpty();
  }

  @Test
  void aLinkIsNotFollowed() throws Exception {
    Path secret = Files.writeString(data.resolve("token"), "secret");
    write("profiler_status.yaml", "status: success\n");
    Files.createSymbolicLink(data.resolve("final_config.yaml"), secret);
    scene.pod(ENDED);

    run();

    assertThat(scene.last().toString()).doesNotContain("secret");
    assertThat(scene.data("profiler_error")).contains("final_config.yaml is no plain file");
  }

  @Test
  void theReportOfAnEarlierRunDoesNotCount() throws Exception {
    write("profiler_status.yaml", "status: success\n");
    write("final_config.yaml", "old");
    Files.setLastModifiedTime(
        data.resolve("profiler_status.yaml"), FileTime.from(START.minusSeconds(3600)));
    scene.pod(ended(1, "Error"));

    run();

    assertThat(scene.data("profiler_status")).isEqualTo("failed");
  }

  @Test
  void subPhasesAreToldWhileTheProfilerWorks() throws Exception {
    write("profiler_status.yaml", "status: running\nphase: SweepingPrefill\nmessage: 1 of 9\n");
    scene.pod("{waiting: {reason: ContainerCreating}}").pod(RUNNING).pod(RUNNING).pod(ENDED);
    scene.onSecondPause(
        () -> write("profiler_status.yaml", "status: running\nphase: SweepingDecode\n"));

    run();

    assertThat(scene.puts)
        .extracting(map -> map.textAt("data.phase").orElse(""))
        .containsExactly("SweepingPrefill", "SweepingDecode", "SweepingDecode");
    assertThat(scene.puts.getFirst().textAt("data.profiler_status")).contains("running");
    assertThat(scene.puts.getFirst().textAt("data.message")).contains("1 of 9");
  }

  @Test
  void nothingIsWrittenAgainWhileNothingChanges() throws Exception {
    write("profiler_status.yaml", "status: running\nphase: SweepingPrefill\n");
    for (int i = 0; i < 20; i++) {
      scene.pod(RUNNING);
    }
    scene.pod(ENDED);

    run();

    assertThat(scene.puts).hasSize(2);
  }

  @Test
  void anApiServerThatIsAwayForAWhileIsWaitedFor() throws Exception {
    write("profiler_status.yaml", "status: failed\nerror: x\n");
    scene.pod(ENDED);
    scene.answers.add(new Answer.NotNow("HTTP 503"));
    scene.answers.add(new Answer.NotNow("HTTP 403"));

    assertThat(run()).isZero();
    assertThat(scene.puts).hasSize(3);
  }

  @Test
  void anApiServerThatStaysAwayMakesItGiveUp() throws Exception {
    write("profiler_status.yaml", "status: failed\nerror: x\n");
    scene.pod(ENDED);
    scene.away = true;

    assertThat(run()).isEqualTo(OutputCopier.NOT_REPORTED);
    assertThat(Duration.between(START, scene.now)).isGreaterThan(Duration.ofMinutes(10));
  }

  @Test
  void aResultThatTheApiServerRefusesIsReportedAsAFailure() throws Exception {
    write("profiler_status.yaml", "status: success\n");
    write("final_config.yaml", "x");
    scene.pod(ENDED);
    scene.answers.add(new Answer.Refused("HTTP 422: data is odd"));

    assertThat(run()).isZero();
    assertThat(scene.data("profiler_status")).isEqualTo("failed");
    assertThat(scene.data("profiler_error")).contains("HTTP 422: data is odd");
  }

  private int run() throws InterruptedException {
    var options =
        new CopierOptions(
            "inference",
            "pod-1",
            "profiler",
            "tiny",
            "uid-1",
            data,
            Duration.ofSeconds(5),
            Duration.ofMinutes(2),
            Duration.ofMinutes(10));
    var silent = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    return new OutputCopier(options, scene, () -> scene.now, scene::pause, silent).run();
  }

  private void write(String name, String text) {
    try {
      Files.writeString(data.resolve(name), text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String ended(int exitCode, String reason) {
    return "{terminated: {exitCode: %d, reason: %s, startedAt: '2026-03-01T10:00:00Z'}}"
        .formatted(exitCode, reason);
  }

  /** An API server with one pod and one place for a ConfigMap, and a clock. */
  private static final class Scene implements KubeApi {

    private final Deque<String> states = new ArrayDeque<>();
    private final Deque<Answer> answers = new ArrayDeque<>();
    private final List<JsonObject> puts = new ArrayList<>();
    private boolean away;
    private Instant now = START;
    private int pauses;
    private Runnable second = () -> {};

    /** The profiler's state at the next look; the last one stays. */
    Scene pod(String state) {
      states.add(state);
      return this;
    }

    void onSecondPause(Runnable event) {
      second = event;
    }

    JsonObject last() {
      return puts.getLast();
    }

    String data(String key) {
      return last()
          .objectAt("data")
          .flatMap(data -> data.get(key))
          .flatMap(v -> v.asText())
          .orElse("");
    }

    void pause(Duration duration) {
      now = now.plus(duration);
      pauses++;
      if (pauses == 2) {
        second.run();
      }
    }

    @Override
    public Answer get(String path) {
      String state = states.size() > 1 ? states.remove() : states.element();
      return new Answer.Done(
          Requests.tree(
              "{status: {containerStatuses: [{name: output-copier, state: {running: {}}},"
                  + " {name: profiler, state: "
                  + state
                  + "}]}}"));
    }

    @Override
    public Answer put(String collection, String name, JsonObject object) {
      puts.add(object);
      if (away) {
        return new Answer.NotNow("away");
      }
      return answers.isEmpty() ? new Answer.Done(object) : answers.remove();
    }
  }
}
