package io.phasegate.reconciler.dgdr.phase;

import java.util.List;
import java.util.stream.Stream;

/**
 * The ways from one phase to another, all of them. Each phase has its own type of arrow, and the
 * code for a phase can follow no others; {@code docs/phases-dgdr.md} is drawn from here.
 */
public sealed interface Arrow {

  /** The phase that it leaves, as people read it. */
  String from();

  /** The phase that it leads to. */
  Phase to();

  /** When it is followed. */
  String when();

  /** Every arrow, in the order of a request's life. */
  static List<Arrow> all() {
    return Stream.<Arrow[]>of(
            FromPending.values(),
            FromProfiling.values(),
            FromReady.values(),
            FromDeploying.values(),
            FromDeployed.values(),
            FromUnknown.values())
        .flatMap(Stream::of)
        .toList();
  }

  /** Out of {@link Phase#PENDING}. */
  enum FromPending implements Arrow {
    PROFILING_STARTED(Phase.PROFILING, "the profiling Job is there"),
    REFUSED(Phase.FAILED, "validation failed"),
    JOB_IMPOSSIBLE(Phase.FAILED, "the Job cannot be created");

    private final Phase to;
    private final String when;

    FromPending(Phase to, String when) {
      this.to = to;
      this.when = when;
    }

    @Override
    public String from() {
      return Phase.PENDING.word();
    }

    @Override
    public Phase to() {
      return to;
    }

    @Override
    public String when() {
      return when;
    }
  }

  /** Out of {@link Phase#PROFILING}. */
  enum FromProfiling implements Arrow {
    GENERATED(Phase.READY, "done, autoApply is false"),
    GENERATED_TO_APPLY(Phase.DEPLOYING, "done, autoApply is true"),
    PROFILING_FAILED(Phase.FAILED, "the Job or the profiler failed"),
    JOB_DELETED(Phase.FAILED, "the Job is gone without a result"),
    OUTPUT_UNUSABLE(Phase.FAILED, "no deployment could be generated");

    private final Phase to;
    private final String when;

    FromProfiling(Phase to, String when) {
      this.to = to;
      this.when = when;
    }

    @Override
    public String from() {
      return Phase.PROFILING.word();
    }

    @Override
    public Phase to() {
      return to;
    }

    @Override
    public String when() {
      return when;
    }
  }

  /** Out of {@link Phase#READY}. */
  enum FromReady implements Arrow {
    APPLY_WANTED;

    @Override
    public String from() {
      return Phase.READY.word();
    }

    @Override
    public Phase to() {
      return Phase.DEPLOYING;
    }

    @Override
    public String when() {
      return "autoApply became true";
    }
  }

  /** Out of {@link Phase#DEPLOYING}. */
  enum FromDeploying implements Arrow {
    HELD_BACK(Phase.READY, "autoApply became false"),
    HEALTHY(Phase.DEPLOYED, "the deployment is successful"),
    REJECTED(Phase.FAILED, "the deployment cannot be created"),
    DELETED(Phase.FAILED, "the deployment was deleted");

    private final Phase to;
    private final String when;

    FromDeploying(Phase to, String when) {
      this.to = to;
      this.when = when;
    }

    @Override
    public String from() {
      return Phase.DEPLOYING.word();
    }

    @Override
    public Phase to() {
      return to;
    }

    @Override
    public String when() {
      return when;
    }
  }

  /** Out of {@link Phase#DEPLOYED}. */
  enum FromDeployed implements Arrow {
    DEGRADED(Phase.DEPLOYING, "the deployment is not successful any more"),
    NAME_TAKEN(Phase.DEPLOYING, "the deployment of its name is not the request's any more"),
    DELETED(Phase.FAILED, "the deployment was deleted");

    private final Phase to;
    private final String when;

    FromDeployed(Phase to, String when) {
      this.to = to;
      this.when = when;
    }

    @Override
    public String from() {
      return Phase.DEPLOYED.word();
    }

    @Override
    public Phase to() {
      return to;
    }

    @Override
    public String when() {
      return when;
    }
  }

  /** Out of a phase that somebody else has written and nobody here knows. */
  enum FromUnknown implements Arrow {
    NOT_KNOWN;

    @Override
    public String from() {
      return "Unknown";
    }

    @Override
    public Phase to() {
      return Phase.FAILED;
    }

    @Override
    public String when() {
      return "the phase is not known";
    }
  }

  /** Out of {@link Phase#FAILED}: there is none, it is the end. */
  enum FromFailed implements Arrow {
    ;

    @Override
    public String from() {
      return Phase.FAILED.word();
    }

    @Override
    public Phase to() {
      return Phase.FAILED;
    }

    @Override
    public String when() {
      return "";
    }
  }
}
