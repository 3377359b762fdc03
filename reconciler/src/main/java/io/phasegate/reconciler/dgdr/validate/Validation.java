package io.phasegate.reconciler.dgdr.validate;

import io.phasegate.conversion.dgdr.DgdrTable;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.Nesting;
import io.phasegate.reconciler.dgdr.discovery.Hardware;
import io.phasegate.reconciler.dgdr.job.JobVolumes;
import io.phasegate.reconciler.dgdr.resource.AuthorsFields;
import io.phasegate.reconciler.dgdr.resource.DgdrNames;
import io.phasegate.reconciler.dgdr.resource.DynamoGraphDeploymentRequest;
import io.phasegate.reconciler.dgdr.resource.Slots;
import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.fetch.FetchResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What came of validating a request against the cluster. */
public sealed interface Validation {

  /**
   * It can be profiled.
   *
   * @param hardware the GPU facts, for the Job and for a condition
   * @param remarks sentences about what has no effect, for events
   */
  record Valid(Hardware.Known hardware, List<String> remarks) implements Validation {
    public Valid {
      remarks = List.copyOf(remarks);
    }
  }

  /**
   * It cannot, and a person must act.
   *
   * @param problems a sentence for each thing that is wrong
   */
  record Invalid(List<String> problems) implements Validation {
    public Invalid {
      problems = List.copyOf(problems);
    }

    /** All of them in one line. */
    public String message() {
      return String.join("; ", problems);
    }
  }

  /**
   * Nobody can say yet, because the API server did not answer, or refused to: try again.
   *
   * @param errors what it said instead
   */
  record NotNow(List<CategorizedError> errors) implements Validation {
    public NotNow {
      errors = List.copyOf(errors);
    }

    /** All of them in one line. */
    public String message() {
      return errors.stream().map(CategorizedError::message).collect(Collectors.joining("; "));
    }
  }

  /**
   * Validates a request. What is surely wrong counts even while something else cannot be answered.
   *
   * @param overrides {@code spec.deploymentOverrides} of v1alpha1; the empty object for none
   */
  static Validation of(
      DynamoGraphDeploymentRequest request, JsonObject overrides, References references) {
    List<String> problems = new ArrayList<>();
    List<CategorizedError> unanswered = new ArrayList<>();
    AuthorsFields author = AuthorsFields.of(request);
    spec(request.getSpec(), author, problems);
    DeploymentMetadata.check(request.getSpec(), overrides, problems);
    modelCache(request.getSpec(), author, references, problems, unanswered);
    claim(author.slot(DgdrTable.OUTPUT_PVC), references.outputClaim(), problems, unanswered);
    Slots slots = Slots.of(request);
    String ref = author.slot(DgdrTable.CONFIG_MAP_REF);
    slots.baseConfig().ifPresent(base -> baseConfig(ref, base, references, problems, unanswered));
    switch (references.hardware()) {
      case Hardware.Unknown(var why) -> problems.add(why);
      case Hardware.NotNow(var error) -> unanswered.add(error);
      case Hardware.Known known -> {
        if (problems.isEmpty() && unanswered.isEmpty()) {
          return new Valid(known, slots.remarks());
        }
      }
    }
    return problems.isEmpty() ? new NotNow(unanswered) : new Invalid(problems);
  }

  private static void spec(JsonObject spec, AuthorsFields author, List<String> problems) {
    String backend = spec.textAt("backend").orElse("auto");
    if (spec.textAt("searchStrategy").orElse("").equals("thorough") && backend.equals("auto")) {
      problems.add(
          "spec.searchStrategy thorough needs a concrete engine; set spec.backend to sglang, trtllm"
              + " or vllm");
    }
    String path = JobVolumes.modelCachePath(spec);
    if (JobVolumes.modelCacheClaim(spec).isPresent() && !isMountable(path)) {
      problems.add(
          ("%s \"%s\" cannot be used; write an absolute path such as %s,"
                  + " without colons and \"..\", and neither %s (the results) nor %s (the base"
                  + " configuration) nor below them")
              .formatted(
                  author.name("spec.modelCache.pvcMountPath"),
                  path,
                  JobVolumes.DEFAULT_MODEL_CACHE,
                  JobVolumes.OUTPUT_DIR,
                  JobVolumes.CONFIG_DIR));
    }
    nesting(spec, problems);
  }

  /** Admission refuses these as well; but it can have been switched off. */
  private static void nesting(JsonObject spec, List<String> problems) {
    for (String field : List.of("overrides.dgd", "overrides.profilingJob")) {
      if (spec.at(field).filter(it -> Nesting.isDeeperThan(it, Nesting.DEEPEST)).isPresent()) {
        problems.add(
            ("spec.%s nests deeper than %d levels, too deep for anything to be made of it; write it"
                    + " flatter in a new request")
                .formatted(field, Nesting.DEEPEST));
      }
    }
  }

  /**
   * Below our own directories it would either hide what the profiler writes or, in a ConfigMap, be
   * a directory that nobody can make, and the pod would never start.
   */
  private static boolean isMountable(String path) {
    List<String> steps =
        Stream.of(path.split("/")).filter(step -> !step.isEmpty() && !step.equals(".")).toList();
    return path.startsWith("/")
        && !path.contains(":")
        && !steps.isEmpty()
        && !steps.contains("..")
        && !Set.of(JobVolumes.OUTPUT_DIR, JobVolumes.CONFIG_DIR).contains("/" + steps.getFirst());
  }

  private static void modelCache(
      JsonObject spec,
      AuthorsFields author,
      References references,
      List<String> problems,
      List<CategorizedError> unanswered) {
    String field = author.name("spec.modelCache.pvcName");
    Optional<String> impossible =
        JobVolumes.modelCacheClaim(spec).filter(name -> !DgdrNames.isObjectName(name));
    if (impossible.isPresent()) {
      problems.add(
          ("%s \"%s\" can be no name of a PersistentVolumeClaim; write lower-case letters, digits,"
                  + " dashes and dots, beginning and ending with a letter or digit")
              .formatted(field, impossible.get()));
    } else {
      claim(field, references.modelCache(), problems, unanswered);
    }
  }

  private static void claim(
      String field,
      FetchResult<?> claim,
      List<String> problems,
      List<CategorizedError> unanswered) {
    switch (claim) {
      case FetchResult.Absent(var ref, _) ->
          problems.add(
              ("%s names PersistentVolumeClaim %s, which does not exist in namespace %s; create"
                      + " it, then re-create the request")
                  .formatted(field, ref.name(), ref.namespace()));
      case FetchResult.Failed(_, var error) -> unanswered.add(error);
      case FetchResult.Found(_), FetchResult.Skipped(_) -> {}
    }
  }

  private static void baseConfig(
      String field,
      Slots.BaseConfig base,
      References references,
      List<String> problems,
      List<CategorizedError> unanswered) {
    switch (references.baseConfig()) {
      case FetchResult.Found(var configMap) -> {
        Map<String, String> data = Objects.requireNonNullElse(configMap.getData(), Map.of());
        Map<String, String> binary =
            Objects.requireNonNullElse(configMap.getBinaryData(), Map.of());
        if (!data.containsKey(base.key()) && !binary.containsKey(base.key())) {
          problems.add(
              ("%s names key %s, which ConfigMap %s does not have; add it, then"
                      + " re-create the request")
                  .formatted(field, base.key(), base.name()));
        }
      }
      case FetchResult.Absent(var ref, _) ->
          problems.add(
              ("%s names ConfigMap %s, which does not exist in namespace %s; create"
                      + " it, then re-create the request")
                  .formatted(field, base.name(), ref.namespace()));
      case FetchResult.Failed(_, var error) -> unanswered.add(error);
      case FetchResult.Skipped(_) -> {}
    }
  }
}
