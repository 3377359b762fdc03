package io.phasegate.reconciler.dgdr.copier;

import io.phasegate.conversion.json.JsonObject;
import io.phasegate.reconciler.dgdr.copier.KubeApi.Answer;
import io.phasegate.reconciler.dgdr.output.ProfilerOutput;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Watches the profiler, tells where it is, and publishes how it ended. Every step may be repeated:
 * started anew in the middle, it does the same.
 */
public final class OutputCopier {

  /** The outcome is in the ConfigMap, whatever it is. */
  public static final int REPORTED = 0;

  /** Nobody could be told. */
  public static final int NOT_REPORTED = 1;

  /** A profiler that tells its progress in every line must not become a stream of writes. */
  private static final Duration BETWEEN_MESSAGES = Duration.ofSeconds(30);

  /** A profiler that was killed will write nothing more; a file server may lag a little. */
  private static final Duration AFTER_A_CRASH = Duration.ofSeconds(5);

  private final CopierOptions options;
  private final KubeApi api;
  private final InstantSource clock;
  private final Pause pause;
  private final PrintStream log;
  private final ResultFiles files;
  private final OutputConfigMap configMap;

  private JsonObject told = JsonObject.empty();
  private Instant toldAt = Instant.EPOCH;

  /** How time passes. */
  @FunctionalInterface
  public interface Pause {
    void sleep(Duration duration) throws InterruptedException;
  }

  public OutputCopier(
      CopierOptions options, KubeApi api, InstantSource clock, Pause pause, PrintStream log) {
    this.options = options;
    this.api = api;
    this.clock = clock;
    this.pause = pause;
    this.log = log;
    this.files = new ResultFiles(options.outputDir());
    this.configMap = new OutputConfigMap(options);
  }

  /**
   * Works until the outcome is reported, or nobody could be told for as long as patience lasts.
   *
   * @return {@link #REPORTED} or {@link #NOT_REPORTED}
   */
  public int run() throws InterruptedException {
    log.printf("waiting for container %s of pod %s%n", options.container(), options.pod());
    Optional<ProfilerState.Ended> end = waitForEnd();
    return end.isPresent() && publish(end.get()) ? REPORTED : NOT_REPORTED;
  }

  private Optional<ProfilerState.Ended> waitForEnd() throws InterruptedException {
    Instant lastAnswer = clock.instant();
    String path = "/api/v1/namespaces/%s/pods/%s".formatted(options.namespace(), options.pod());
    while (true) {
      switch (api.get(path)) {
        case Answer.Done(var pod) -> {
          lastAnswer = clock.instant();
          switch (ProfilerState.of(pod, options.container())) {
            case ProfilerState.Ended ended -> {
              return Optional.of(ended);
            }
            case ProfilerState.Running(var since) -> tellProgress(since);
            case ProfilerState.NotStarted _ -> {}
          }
        }
        case Answer.NotFound _ -> log.printf("pod %s does not exist%n", options.pod());
        case Answer.NotNow(var why) -> log.println(why);
        case Answer.Refused(var why) -> log.println(why);
      }
      if (isOver(lastAnswer)) {
        return Optional.empty();
      }
      pause.sleep(options.pace());
    }
  }

  /** Best effort: whoever misses a step sees the next. */
  private void tellProgress(Instant since) {
    JsonObject report = files.report(ProfilerOutput.STATUS_FILE, since).orElse(JsonObject.empty());
    String phase = report.textAt(ProfilerOutput.PHASE).orElse("");
    boolean anotherPhase = !told.textAt(ProfilerOutput.PHASE).orElse("").equals(phase);
    boolean another = !report.get(ProfilerOutput.MESSAGE).equals(told.get(ProfilerOutput.MESSAGE));
    Instant now = clock.instant();
    if (phase.isEmpty()
        || !(anotherPhase || (another && now.isAfter(toldAt.plus(BETWEEN_MESSAGES))))) {
      return;
    }
    if (put(configMap.running(report)) instanceof Answer.Done) {
      log.printf("the profiler is in phase %s%n", phase);
      told = report;
      toldAt = now;
    }
  }

  private boolean publish(ProfilerState.Ended end) throws InterruptedException {
    JsonObject outcome = outcome(end);
    Instant begin = clock.instant();
    while (true) {
      switch (put(outcome)) {
        case Answer.Done _ -> {
          log.printf(
              "published ConfigMap %s: %s%n",
              configMap.name(), outcome.textAt("data." + ProfilerOutput.RESULT).orElse(""));
          return true;
        }
        // It is what the profiler wrote that is refused; that can be told, too.
        case Answer.Refused(var why) ->
            outcome =
                configMap.failed(
                    JsonObject.empty(), "the API server refused the profiler's result: " + why);
        case Answer.NotNow(var why) -> log.println(why);
        case Answer.NotFound _ -> log.println("the namespace does not exist");
      }
      if (isOver(begin)) {
        return false;
      }
      pause.sleep(options.pace());
    }
  }

  private JsonObject outcome(ProfilerState.Ended end) throws InterruptedException {
    Optional<JsonObject> found = waitForReport(end);
    JsonObject report = found.orElse(JsonObject.empty());
    String how = "the profiler ended " + end.how();
    String words =
        report.textAt("error").or(() -> report.textAt("message")).map(w -> ": " + w).orElse("");
    return switch (report.textAt("status").orElse("")) {
      case "success" -> configMap.succeeded(files, report);
      case "failed" ->
          configMap.failed(
              report, words.isEmpty() ? how + " and gave no reason" : words.substring(2));
      case "" -> configMap.failed(report, how + " and left no " + ProfilerOutput.STATUS_FILE);
      case String status ->
          configMap.failed(
              report, "%s while its status was \"%s\"%s".formatted(how, status, words));
    };
  }

  private Optional<JsonObject> waitForReport(ProfilerState.Ended end) throws InterruptedException {
    Duration wait = end.exitCode() == 0 ? options.fileWait() : AFTER_A_CRASH;
    Instant until = clock.instant().plus(wait);
    Optional<JsonObject> report = files.report(ProfilerOutput.STATUS_FILE, end.since());
    while (report.isEmpty() && clock.instant().isBefore(until)) {
      pause.sleep(options.pace());
      report = files.report(ProfilerOutput.STATUS_FILE, end.since());
    }
    return report;
  }

  private Answer put(JsonObject object) {
    return api.put(
        "/api/v1/namespaces/%s/configmaps".formatted(options.namespace()),
        configMap.name(),
        object);
  }

  private boolean isOver(Instant since) {
    boolean over = clock.instant().isAfter(since.plus(options.patience()));
    if (over) {
      log.printf("giving up after %d s%n", options.patience().toSeconds());
    }
    return over;
  }
}
