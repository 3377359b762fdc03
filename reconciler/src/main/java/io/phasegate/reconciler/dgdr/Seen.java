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

/**
 * What was looked at; in each phase only what counts there, the rest is skipped.
 *
 * @param references what the request names, and the GPU facts
 * @param pods of the Job
 * @param output the profiler's ConfigMap
 * @param access what the Job's pod may do
 */
public record Seen(
    References references,
    FetchResult<Job> job,
    FetchResult<List<Pod>> pods,
    FetchResult<ConfigMap> output,
    ProfilerAccess.Live access,
    FetchResult<DynamoGraphDeployment> deployment) {

  /** Nothing at all. */
  static Seen nothing() {
    return new Seen(
        new References(skipped(), skipped(), skipped(), new Hardware.Unknown("nobody looked")),
        skipped(),
        skipped(),
        skipped(),
        new ProfilerAccess.Live(skipped(), skipped(), skipped()),
        skipped());
  }

  Seen withReferences(References other) {
    return new Seen(other, job, pods, output, access, deployment);
  }

  Seen withJob(FetchResult<Job> other) {
    return new Seen(references, other, pods, output, access, deployment);
  }

  Seen withPods(FetchResult<List<Pod>> other) {
    return new Seen(references, job, other, output, access, deployment);
  }

  Seen withOutput(FetchResult<ConfigMap> other) {
    return new Seen(references, job, pods, other, access, deployment);
  }

  Seen withAccess(ProfilerAccess.Live other) {
    return new Seen(references, job, pods, output, other, deployment);
  }

  Seen withDeployment(FetchResult<DynamoGraphDeployment> other) {
    return new Seen(references, job, pods, output, access, other);
  }

  private static <T> FetchResult<T> skipped() {
    return FetchResult.skipped("it does not count in this phase");
  }
}
