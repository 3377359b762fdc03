package io.phasegate.reconciler.dgdr.job;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;

/** What came of drafting the profiling Job. */
public sealed interface JobDraft {

  /**
   * The Job, complete but for its owner.
   *
   * @param remarks sentences for the user about what of the overrides has no effect or is unwise
   */
  record Ready(Job job, List<String> remarks) implements JobDraft {
    public Ready {
      remarks = List.copyOf(remarks);
    }
  }

  /**
   * There is no such Job.
   *
   * @param why a sentence that names the field and says what to write instead
   */
  record Impossible(String why) implements JobDraft {}
}
