package io.phasegate.reconciler.dgdr.job;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.JsonReader;
import io.phasegate.conversion.json.JsonWriter;
import io.phasegate.conversion.json.MalformedJson;
import io.phasegate.reconciler.dgdr.resource.AuthorsFields;
import io.phasegate.reconciler.dgdr.resource.DgdrNames;
import io.phasegate.reconciler.dgdr.resource.DynamoGraphDeploymentRequest;
import io.phasegate.reconciler.dgdr.resource.Misfit;
import io.phasegate.reconciler.dgdr.resource.Slots;
import io.phasegate.reconciler.dgdr.resource.Trees;
import io.phasegate.reconciler.dgdr.settings.DgdrSettings;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Drafts the profiling Job of a request: spec/dgdr.md 6.1 to 6.7. */
public final class ProfilingJob {

  /** What Linux takes as one argument of a program, the final zero included. */
  private static final int LONGEST_ARGUMENT = 128 << 10;

  private static final long PROFILER_USER = 1000;

  private ProfilingJob() {}

  /**
   * Drafts the Job.
   *
   * @param request as it is stored; its uid goes into the Job
   * @param spec the request's spec with the GPU facts that were found; what the profiler is told
   */
  public static JobDraft draft(
      DynamoGraphDeploymentRequest request, JsonObject spec, DgdrSettings settings) {
    if (spec.textAt("image").orElse("").isBlank()) {
      return new JobDraft.Impossible(
          ("%s is empty; name the image that profiles, or let the administrator set a default with"
                  + " the webhook's --default-image")
              .formatted(AuthorsFields.of(request).name("spec.image")));
    }
    String told = JsonWriter.sortedText(spec);
    if (told.getBytes(StandardCharsets.UTF_8).length >= LONGEST_ARGUMENT) {
      return new JobDraft.Impossible(
          ("spec has %d bytes as JSON, and the profiler can be told less than %d; shorten"
                  + " spec.overrides, whose dgd is usually the largest part")
              .formatted(told.getBytes(StandardCharsets.UTF_8).length, LONGEST_ARGUMENT));
    }
    JsonObject base = Trees.of(base(request, spec, told, settings));
    Overrides.Merged merged =
        Overrides.merge(
            base.objectAt("spec").orElseThrow(),
            spec.objectAt("overrides.profilingJob").orElse(JsonObject.empty()));
    try {
      return new JobDraft.Ready(
          Trees.as(hashed(base.with("spec", merged.jobSpec()), request.getSpec()), Job.class),
          merged.remarks());
    } catch (Misfit e) {
      return new JobDraft.Impossible(
          "spec.overrides.profilingJob.%s has the wrong shape; see kubectl explain job.spec"
              .formatted(e.field().replaceFirst("^spec\\.", "")));
    }
  }

  private static Job base(
      DynamoGraphDeploymentRequest request, JsonObject spec, String told, DgdrSettings settings) {
    var job = settings.job();
    var slots = Slots.of(request);
    var labels = labels(request);
    return new JobBuilder()
        .withNewMetadata()
        .withName(DgdrNames.job(request.getMetadata().getName()))
        .withNamespace(request.getMetadata().getNamespace())
        .withLabels(labels)
        .endMetadata()
        .withNewSpec()
        .withBackoffLimit(job.backoffLimit())
        .withActiveDeadlineSeconds(job.activeDeadline().toSeconds())
        .withTtlSecondsAfterFinished(Math.toIntExact(job.ttlAfterFinished().toSeconds()))
        .withNewTemplate()
        .withNewMetadata()
        .withLabels(labels)
        .endMetadata()
        .withNewSpec()
        .withServiceAccountName(job.serviceAccount())
        .withRestartPolicy("Never")
        .withSecurityContext(
            new PodSecurityContextBuilder()
                .withRunAsNonRoot(true)
                .withRunAsUser(PROFILER_USER)
                .withRunAsGroup(PROFILER_USER)
                .withFsGroup(PROFILER_USER)
                .build())
        .withImagePullSecrets(
            job.imagePullSecrets().stream().map(LocalObjectReference::new).toList())
        .withContainers(
            ProfilerContainer.of(request, spec, told, slots, settings.surroundings()),
            CopierContainer.of(request, settings.copier()))
        .withVolumes(JobVolumes.volumes(spec, slots))
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }

  private static Map<String, String> labels(DynamoGraphDeploymentRequest request) {
    String name = request.getMetadata().getName();
    Map<String, String> labels =
        new TreeMap<>(DgdrNames.labels(request.getMetadata().getNamespace(), name));
    labels.put("app", "dynamo-profiler");
    labels.put("dgdr", DgdrNames.label(name));
    return labels;
  }

  /** The hash of the spec that a Job was made of; empty for a Job that does not tell. */
  public static String acceptedSpec(Job job) {
    var annotations = job.getMetadata().getAnnotations();
    return annotations == null ? "" : annotations.getOrDefault(DgdrNames.ACCEPTED_SPEC_HASH, "");
  }

  /**
   * The spec that a Job was made of: it is what the profiler is told, so the GPU facts that were
   * found are in it, too. Empty for a Job that does not tell.
   */
  public static Optional<JsonObject> toldSpec(Job job) {
    return job.getSpec().getTemplate().getSpec().getContainers().stream()
        .filter(container -> ProfilerContainer.NAME.equals(container.getName()))
        .map(Container::getArgs)
        .filter(args -> args.size() > 1 && args.getFirst().equals("--config"))
        .findFirst()
        .flatMap(args -> object(args.get(1)));
  }

  private static Optional<JsonObject> object(String json) {
    try {
      return JsonReader.read(json).asObject();
    } catch (MalformedJson e) {
      return Optional.empty();
    }
  }

  private static JsonObject hashed(JsonObject job, JsonObject accepted) throws Misfit {
    // What the type makes of the overrides is what counts, so that spelling does not.
    JsonObject spec = Trees.of(Trees.as(job, Job.class).getSpec());
    JsonObject annotations =
        JsonObject.of(DgdrNames.LAST_APPLIED_HASH, Json.text(Hashes.of(spec)))
            .with(DgdrNames.LAST_APPLIED_GENERATION, Json.text("1"))
            .with(DgdrNames.ACCEPTED_SPEC_HASH, Json.text(Hashes.acceptedSpec(accepted)));
    JsonObject metadata = job.objectAt("metadata").orElseThrow().with("annotations", annotations);
    return job.with("metadata", metadata);
  }
}
