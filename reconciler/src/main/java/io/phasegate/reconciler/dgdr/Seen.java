package io.phasegate.reconciler.dgdr;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.phasegate.reconciler.dgdr.discovery.Hardware;
import io.phasegate.reconciler.dgdr.job.ProfilerAccess;
import io.phasegate.reconciler.dgdr.resource.DynamoGraphDeployment;
import io.phasegate.reconciler.dgdr.validate.References;
import io.phasegate.reconciler.engine.fetch.FetchResult;
import java.util.List;
import java.util.Optional;

/**
 * What was looked at; in each phase only what counts there, the rest is skipped.
 *
 * @param references what the request names, and the GPU facts
 * @param pods of the Job
 * @param log of the container that failed, as far as nothing else tells why
 * @param refusal why the Job has no Pod, as far as that was asked and is known
 * @param output the profiler's ConfigMap
 * @param access what the Job's pod may do
 * @param configMaps that came out of the request
 */
public record Seen(
    References references,
    FetchResult<Job> job,
    FetchResult<List<Pod>> pods,
    FetchResult<List<String>> log,
    Optional<String> refusal,
    FetchResult<ConfigMap> output,
    ProfilerAccess.Live access,
    FetchResult<DynamoGraphDeployment> deployment,
    FetchResult<List<ConfigMap>> configMaps) {

  /** Nothing at all. */
  static Seen nothing() {
    return new Seen(
        new References(skipped(), skipped(), skipped(), new Hardware.Unknown("nobody looked")),
        skipped(),
        skipped(),
        skipped(),
        Optional.empty(),
        skipped(),
        new ProfilerAccess.Live(skipped(), skipped(), skipped()),
        skipped(),
        skipped());
  }

  Seen withReferences(References other) {
    return new Seen(other, job, pods, log, refusal, output, access, deployment, configMaps);
  }

  Seen withJob(FetchResult<Job> other) {
    return new Seen(references, other, pods, log, refusal, output, access, deployment, configMaps);
  }

  Seen withPods(FetchResult<List<Pod>> other, FetchResult<List<String>> tail) {
    return new Seen(references, job, other, tail, refusal, output, access, deployment, configMaps);
  }

  Seen withRefusal(Optional<String> other) {
    return new Seen(references, job, pods, log, other, output, access, deployment, configMaps);
  }

  Seen withOutput(FetchResult<ConfigMap> other) {
    return new Seen(references, job, pods, log, refusal, other, access, deployment, configMaps);
  }

  Seen withAccess(ProfilerAccess.Live other) {
    return new Seen(references, job, pods, log, refusal, output, other, deployment, configMaps);
  }

  Seen withDeployment(FetchResult<DynamoGraphDeployment> other) {
    return new Seen(references, job, pods, log, refusal, output, access, other, configMaps);
  }

  Seen withConfigMaps(FetchResult<List<ConfigMap>> other) {
    return new Seen(references, job, pods, log, refusal, output, access, deployment, other);
  }

  private static <T> FetchResult<T> skipped() {
    return FetchResult.skipped("it does not count in this phase");
  }
}
