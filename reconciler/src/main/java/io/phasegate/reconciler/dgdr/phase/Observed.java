package io.phasegate.reconciler.dgdr.phase;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.reconciler.dgdr.job.JobDraft;
import io.phasegate.reconciler.dgdr.output.Generation;
import io.phasegate.reconciler.dgdr.output.SubPhase;
import io.phasegate.reconciler.dgdr.validate.Validation;
import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.plan.Change;
import java.util.List;
import java.util.Optional;

/** What the cluster says about a request: one shape a phase, with what counts in that phase. */
public sealed interface Observed {

  /** How the spec stands to the one that was accepted (5.4, ruling 43). */
  enum Acceptance {
    /** It is the accepted one. */
    UNCHANGED,
    /** Its generation is newer, yet it says the same, {@code autoApply} aside. */
    SAME_AGAIN,
    /** It says something else. */
    CHANGED
  }

  /**
   * Somebody else drives the request (ruling 46).
   *
   * @param why a sentence that says by what this was noticed, and what to do
   * @param by what it was noticed
   */
  record Elsewhere(Sign by, String why) implements Observed {}

  /** By what another controller is noticed. */
  enum Sign {
    /** A status of the request that it wrote; whoever ends that changes the request. */
    STATUS,
    /** A Job that is not ours; nobody tells us when it goes. */
    JOB
  }

  /**
   * In {@link Phase#PENDING}.
   *
   * @param validation of the spec as it is now
   * @param accepted whether an earlier pass has accepted this very spec
   * @param ignoredSettings of v1alpha1's profiler settings those that reach nobody (ruling 42)
   * @param start how profiling starts
   */
  record Pending(Validation validation, boolean accepted, List<String> ignoredSettings, Start start)
      implements Observed {
    public Pending {
      ignoredSettings = List.copyOf(ignoredSettings);
    }
  }

  /** How profiling starts. */
  sealed interface Start {

    /**
     * The Job has to be created.
     *
     * @param stale a result of an earlier request of this name, which goes first
     */
    record Create(JobDraft draft, Optional<ConfigMap> stale) implements Start {}

    /** What the Job's pod needs in the namespace to publish its result goes first. */
    record Grant(List<Change> changes) implements Start {
      public Grant {
        changes = List.copyOf(changes);
      }
    }

    /** It is there already, or its result is: an earlier pass was cut short (6.7, ruling 43). */
    record Already() implements Start {}

    /**
     * A Job of an earlier spec is there and goes first.
     *
     * @param stale its result, which goes with it
     */
    record Replace(Job job, Optional<ConfigMap> stale) implements Start {}

    /** The spec must be accepted first. */
    record NotYet() implements Start {}

    /** The API server did not answer, or an administrator must act. */
    record NotNow(CategorizedError why) implements Start {}
  }

  /** In {@link Phase#PROFILING}. */
  record Profiling(Acceptance acceptance, Progress progress) implements Observed {}

  /** How far profiling is. */
  sealed interface Progress {

    /**
     * It runs.
     *
     * @param step as the profiler tells it
     * @param message what there is to say, for instance why a pod is stuck; may be empty
     */
    record Running(Optional<SubPhase> step, String message) implements Progress {}

    /** The Job is complete, and its result must show up any moment. */
    record AwaitingOutput() implements Progress {}

    /**
     * The Job is complete, and its result has not shown up.
     *
     * @param owner of what is there under its name instead, as people would say it; empty when
     *     nothing is
     */
    record NoOutput(String owner) implements Progress {}

    /**
     * It has ended, and this came of it.
     *
     * @param apply whether the spec that was accepted wants a deployment
     */
    record Ended(Generation generation, boolean apply) implements Progress {}

    /**
     * It has ended well, but the spec was edited and the Job is gone, so that nobody knows any more
     * what was accepted.
     */
    record Undecided() implements Progress {}

    /** It failed. */
    record Failed(String why) implements Progress {}

    /** The API server has confirmed that the Job is gone; it left no result. */
    record JobGone() implements Progress {}

    /** The API server did not answer. */
    record NotNow(CategorizedError why) implements Progress {}
  }

  /** In {@link Phase#READY}. */
  record Ready(Acceptance acceptance) implements Observed {}

  /** In {@link Phase#DEPLOYING}. */
  record Deploying(Acceptance acceptance, Deployment deployment) implements Observed {}

  /** In {@link Phase#DEPLOYED}. */
  record Deployed(Acceptance acceptance, Deployment deployment) implements Observed {}

  /** The DynamoGraphDeployment. */
  sealed interface Deployment {

    /**
     * It has to be created.
     *
     * @param wanted the whole of it
     */
    record ToCreate(JsonObject wanted) implements Deployment {}

    /** It has to be created, and nobody knows any more what it was. */
    record Forgotten() implements Deployment {}

    /**
     * It is there.
     *
     * @param name its name, which the status may have lost
     * @param state its own word; empty while it has none
     * @param successful whether it says so about its newest generation
     * @param replicas over all of its services
     * @param inherited whether an earlier request of this name has left it, so that it is not what
     *     this one profiled
     */
    record There(
        String name,
        String state,
        boolean successful,
        long replicas,
        long available,
        boolean inherited)
        implements Deployment {}

    /** One of its name is there, and its labels do not say that it came of this request (5.9). */
    record NotOurs(String name) implements Deployment {}

    /** The API server has confirmed that it is gone. */
    record Gone(String name) implements Deployment {}

    /** The API server did not answer. */
    record NotNow(CategorizedError why) implements Deployment {}
  }

  /** In {@link Phase#FAILED}. */
  record Failed() implements Observed {}

  /** In a phase that somebody else has written. */
  record UnknownPhase(String word) implements Observed {}
}
