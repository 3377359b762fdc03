package io.phasegate.reconciler.dgdr.phase;

import io.phasegate.conversion.json.JsonObject;
import io.phasegate.reconciler.dgdr.Requests;
import io.phasegate.reconciler.dgdr.discovery.Hardware;
import io.phasegate.reconciler.dgdr.output.Generation;
import io.phasegate.reconciler.dgdr.phase.Observed.Deployment;
import io.phasegate.reconciler.dgdr.resource.DynamoGraphDeploymentRequest;
import io.phasegate.reconciler.dgdr.validate.Validation;
import io.phasegate.reconciler.engine.apply.ApplyReport;
import io.phasegate.reconciler.engine.apply.ChangeOutcome;
import io.phasegate.reconciler.engine.condition.StatusCondition;
import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.event.Notice;
import io.phasegate.reconciler.engine.kind.Next;
import io.phasegate.reconciler.engine.kind.Request;
import java.time.Instant;
import java.util.List;

/** Requests in a phase, facts and reports, for tests of the phase machine. */
final class Scene {

  static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  /** What the API server says when it is away. */
  static final CategorizedError AWAY =
      CategorizedError.infrastructure("Timeout", "no answer in time");

  private Scene() {}

  /** The small request at generation 1, accepted, in a phase. */
  static Request<DynamoGraphDeploymentRequest> in(Phase phase) {
    return in(phase, "autoApply: true", 1);
  }

  /** The same with more in its spec, at another generation. */
  static Request<DynamoGraphDeploymentRequest> in(Phase phase, String specYaml, long generation) {
    return withStatus(
        specYaml,
        generation,
        """
        phase: %s
        observedGeneration: 1
        profilingPhase: %s
        dgdName: tiny-dgd
        deploymentInfo: {replicas: 2, availableReplicas: 1}
        """
            .formatted(phase.word(), phase == Phase.PROFILING ? "SweepingDecode" : "null"));
  }

  static Request<DynamoGraphDeploymentRequest> withStatus(
      String specYaml, long generation, String statusYaml) {
    var request = Requests.with(specYaml);
    request.getMetadata().setGeneration(generation);
    request.setStatus(Requests.tree(statusYaml));
    return new Request<>(request, NOW);
  }

  /** A request as the last pass has left it. */
  static Request<DynamoGraphDeploymentRequest> after(
      Request<DynamoGraphDeploymentRequest> before, Next<DgdrStatus> next) {
    var request = Requests.with("autoApply: true");
    request.setSpec(before.resource().getSpec());
    request.getMetadata().setGeneration(before.generation());
    request.setStatus(next.status().tree());
    return new Request<>(request, NOW.plusSeconds(60));
  }

  static Validation.Valid valid() {
    return new Validation.Valid(new Hardware.Known(JsonObject.empty(), ""), List.of());
  }

  static ApplyReport nothingPlanned() {
    return new ApplyReport(List.of());
  }

  static ApplyReport report(ChangeOutcome... outcomes) {
    return new ApplyReport(List.of(outcomes));
  }

  static Deployment.There deployment(String state) {
    return new Deployment.There(
        "tiny-dgd", state, state.equals("successful"), 3, 2, /* inherited= */ false);
  }

  static Generation.Generated generated() {
    return new Generation.Generated(dgd(), List.of(), List.of(), List.of());
  }

  static JsonObject dgd() {
    return Requests.tree(
        """
        apiVersion: nvidia.com/v1alpha1
        kind: DynamoGraphDeployment
        metadata:
          name: tiny-dgd
          namespace: inference
          labels: {dgdr.nvidia.com/name: tiny, dgdr.nvidia.com/namespace: inference}
        spec: {services: {}}
        """);
  }

  static Next<DgdrStatus> decide(Request<DynamoGraphDeploymentRequest> request, Observed seen) {
    return DgdrPhases.decide(request, seen, nothingPlanned());
  }

  /** {@code False/Failed}, as people read a condition. */
  static String said(Next<DgdrStatus> next, String type) {
    return next.status()
        .condition(type)
        .map(each -> each.status().word() + "/" + each.reason())
        .orElse("");
  }

  static String message(Next<DgdrStatus> next, String type) {
    return next.status().condition(type).map(StatusCondition::message).orElse("");
  }

  static List<String> told(Next<DgdrStatus> next) {
    return next.notices().stream().map(Notice::reason).toList();
  }
}
