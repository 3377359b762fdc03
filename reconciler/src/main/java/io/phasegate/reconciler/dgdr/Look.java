package io.phasegate.reconciler.dgdr;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.reconciler.dgdr.discovery.Hardware;
import io.phasegate.reconciler.dgdr.discovery.KnownNodes;
import io.phasegate.reconciler.dgdr.failure.JobState;
import io.phasegate.reconciler.dgdr.failure.NoPod;
import io.phasegate.reconciler.dgdr.failure.PodRefusals;
import io.phasegate.reconciler.dgdr.failure.PodReport;
import io.phasegate.reconciler.dgdr.job.ProfilerAccess;
import io.phasegate.reconciler.dgdr.output.DeploymentGenerator;
import io.phasegate.reconciler.dgdr.output.LegacyOverrides;
import io.phasegate.reconciler.dgdr.phase.DgdrStatus;
import io.phasegate.reconciler.dgdr.phase.Observed.Acceptance;
import io.phasegate.reconciler.dgdr.phase.Phase;
import io.phasegate.reconciler.dgdr.resource.DgdrNames;
import io.phasegate.reconciler.dgdr.resource.DynamoGraphDeployment;
import io.phasegate.reconciler.dgdr.resource.DynamoGraphDeploymentRequest;
import io.phasegate.reconciler.dgdr.settings.DgdrSettings;
import io.phasegate.reconciler.dgdr.validate.References;
import io.phasegate.reconciler.engine.fetch.FetchResult;
import io.phasegate.reconciler.engine.fetch.ListQuery;
import io.phasegate.reconciler.engine.fetch.ResourceReader;
import io.phasegate.reconciler.engine.kind.Request;
import java.util.List;
import java.util.Optional;

/** Looks at what counts in the phase of a request, and at nothing else. */
final class Look {

  private static final int LOG_LINES = 20;

  private final DgdrSettings settings;
  private final LegacyOverrides legacy;
  private final DeploymentGenerator generator;
  private final KnownNodes nodes = new KnownNodes();
  private final PodRefusals refusals = new PodRefusals();

  Look(DgdrSettings settings, LegacyOverrides legacy) {
    this.settings = settings;
    this.legacy = legacy;
    this.generator = new DeploymentGenerator(legacy);
  }

  Seen at(ResourceReader reader, Request<DynamoGraphDeploymentRequest> request) {
    var status = new DgdrStatus(request.resource().getStatus());
    Optional<Phase> phase = Phase.of(status.phase());
    return phase.isEmpty()
        ? Seen.nothing()
        : switch (phase.get()) {
          case PENDING -> pending(reader, request, status);
          case PROFILING -> profiling(reader, request);
          case DEPLOYING -> deploying(reader, request, status);
          case DEPLOYED -> deployment(reader, request, status);
          case READY, FAILED -> Seen.nothing();
        };
  }

  private Seen pending(
      ResourceReader reader, Request<DynamoGraphDeploymentRequest> request, DgdrStatus status) {
    Seen seen =
        Seen.nothing()
            .withReferences(
                References.fetch(reader, request.resource(), hardware(reader, request)));
    if (!isAccepted(request, status)) {
      return seen;
    }
    return seen.withJob(job(reader, request))
        .withOutput(output(reader, request))
        .withAccess(access(reader, request));
  }

  /** Nothing that takes rights which we may not have: who does not grant reads no bindings. */
  private ProfilerAccess.Live access(
      ResourceReader reader, Request<DynamoGraphDeploymentRequest> request) {
    if (ProfilerAccess.isUsersOwn(request.resource().getSpec())) {
      String why = "the user chose the Job's account";
      return new ProfilerAccess.Live(
          FetchResult.skipped(why), FetchResult.skipped(why), FetchResult.skipped(why));
    }
    String namespace = request.namespace();
    var job = settings.job();
    var account = reader.get(ServiceAccount.class, namespace, job.serviceAccount());
    FetchResult<RoleBinding> binding =
        job.grantsAccess()
            ? reader.get(RoleBinding.class, namespace, ProfilerAccess.bindingName(job))
            : FetchResult.skipped("an administrator makes it");
    FetchResult<ClusterRole> role =
        ProfilerAccess.needsRole(namespace, job, binding)
            ? reader.get(ClusterRole.class, "", job.clusterRole())
            : FetchResult.skipped("the binding is as it should be");
    return new ProfilerAccess.Live(account, binding, role);
  }

  /** True when an earlier pass has validated this very generation. */
  static boolean isAccepted(Request<DynamoGraphDeploymentRequest> request, DgdrStatus status) {
    return !status.phase().isEmpty() && status.observedGeneration() == request.generation();
  }

  private Hardware hardware(ResourceReader reader, Request<DynamoGraphDeploymentRequest> request) {
    var resource = request.resource();
    JsonObject blob = legacy.profilerBlob(resource);
    var discovery = settings.discovery();
    boolean needsNodes = Hardware.needsNodes(resource, blob);
    if (!needsNodes || !discovery.fromNodes()) {
      String why = needsNodes ? "nodes are not looked at here" : "the request gives all GPU facts";
      return Hardware.of(resource, blob, FetchResult.skipped(why), discovery);
    }
    // Nodes of a minute ago may give the facts, but fail no request (ruling 13).
    return nodes
        .recent(request.now())
        .map(recent -> Hardware.of(resource, blob, FetchResult.found(recent), discovery))
        .filter(Hardware.Known.class::isInstance)
        .orElseGet(() -> Hardware.of(resource, blob, nodes.read(reader, request.now()), discovery));
  }

  /**
   * A running Job's ConfigMap tells where the profiler is; the result is read when the Job has
   * ended, and live, for the Job may be ahead of what the caches hold.
   */
  private Seen profiling(ResourceReader reader, Request<DynamoGraphDeploymentRequest> request) {
    FetchResult<Job> job = job(reader, request);
    Optional<JobState> state = job.value().map(JobState::of);
    boolean runs = state.filter(JobState.Running.class::isInstance).isPresent();
    boolean failed = state.filter(JobState.Failed.class::isInstance).isPresent();
    FetchResult<ConfigMap> output = output(runs ? reader.glance() : reader.live(), request);
    FetchResult<List<Pod>> pods = pods(reader, request);
    if (failed && pods.value().flatMap(PodReport::newestFailed).isEmpty()) {
      pods = pods(reader.live(), request);
    }
    FetchResult<List<String>> log =
        pods.value()
            .filter(_ -> failed)
            .flatMap(PodReport::silent)
            .map(silent -> reader.logTail(silent.pod(), silent.container(), LOG_LINES))
            .orElseGet(() -> FetchResult.skipped("nothing is left to explain"));
    Optional<Job> podless = NoPod.in(job, pods, request.now());
    Optional<String> refusal = podless.flatMap(found -> refusals.of(found, reader, request.now()));
    return Seen.nothing().withJob(job).withOutput(output).withPods(pods, log).withRefusal(refusal);
  }

  private static FetchResult<List<Pod>> pods(
      ResourceReader reader, Request<DynamoGraphDeploymentRequest> request) {
    return reader.list(
        Pod.class,
        ListQuery.in(request.namespace())
            .withLabel(DgdrNames.NAME_LABEL, DgdrNames.label(request.name()))
            .withLabel("job-name", DgdrNames.job(request.name())));
  }

  /** What there is to create is in the status; where somebody took it out, the result has it. */
  private Seen deploying(
      ResourceReader reader, Request<DynamoGraphDeploymentRequest> request, DgdrStatus status) {
    if (DgdrNames.isObjectName(status.deployment())) {
      return deployment(reader, request, status);
    }
    return generator.selected(request.resource(), isEdited(request, status)).isPresent()
        ? Seen.nothing()
        : Seen.nothing().withOutput(output(reader.live(), request));
  }

  private static boolean isEdited(
      Request<DynamoGraphDeploymentRequest> request, DgdrStatus status) {
    return Interpretation.acceptance(request, status, Seen.nothing()) == Acceptance.CHANGED;
  }

  /** Once it is there, it has a name, whether or not the status still tells. */
  private Seen deployment(
      ResourceReader reader, Request<DynamoGraphDeploymentRequest> request, DgdrStatus status) {
    return Seen.nothing()
        .withDeployment(theDeployment(reader, request, status))
        .withConfigMaps(
            reader
                .glance()
                .list(
                    ConfigMap.class,
                    ListQuery.in(request.namespace())
                        .withLabel(DgdrNames.NAME_LABEL, DgdrNames.label(request.name()))));
  }

  /**
   * The status names it; but anybody who may write a status may have written another name there. So
   * one that is not there, or not ours, counts only as far as what profiling chose, or the spec,
   * leads to none of ours.
   */
  private FetchResult<DynamoGraphDeployment> theDeployment(
      ResourceReader reader, Request<DynamoGraphDeploymentRequest> request, DgdrStatus status) {
    boolean edited = isEdited(request, status);
    String derived = generator.name(request.resource(), edited);
    String named = status.deployment();
    if (!DgdrNames.isObjectName(named) || named.equals(derived)) {
      return deployment(reader, request, derived);
    }
    var byStatus = deployment(reader, request, named);
    boolean known = isOurs(byStatus, request) || byStatus instanceof FetchResult.Failed<?>;
    if (known || !DgdrNames.isObjectName(derived)) {
      return byStatus;
    }
    var byResult = deployment(reader, request, derived);
    if (isOurs(byResult, request) || byResult instanceof FetchResult.Failed<?>) {
      return byResult;
    }
    // A request taken over may have no result: then only its status knows the name. And one that
    // lost its labels ends no request, as long as it is no other request's.
    boolean chosen = generator.selected(request.resource(), edited).isPresent();
    boolean unmarked =
        byStatus.value().filter(found -> !DeploymentState.isMarked(found)).isPresent();
    return chosen && !(unmarked && byResult instanceof FetchResult.Absent<?>) ? byResult : byStatus;
  }

  private static boolean isOurs(
      FetchResult<DynamoGraphDeployment> found, Request<DynamoGraphDeploymentRequest> request) {
    return found.value().filter(each -> DeploymentState.isOurs(each, request)).isPresent();
  }

  private static FetchResult<DynamoGraphDeployment> deployment(
      ResourceReader reader, Request<DynamoGraphDeploymentRequest> request, String name) {
    return reader.get(DynamoGraphDeployment.class, request.namespace(), name);
  }

  private static FetchResult<Job> job(
      ResourceReader reader, Request<DynamoGraphDeploymentRequest> request) {
    return reader.get(Job.class, request.namespace(), DgdrNames.job(request.name()));
  }

  private static FetchResult<ConfigMap> output(
      ResourceReader reader, Request<DynamoGraphDeploymentRequest> request) {
    return reader.get(ConfigMap.class, request.namespace(), DgdrNames.output(request.name()));
  }
}
