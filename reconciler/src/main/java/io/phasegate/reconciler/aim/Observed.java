package io.phasegate.reconciler.aim;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.phasegate.reconciler.aim.config.RuntimeConfig;
import io.phasegate.reconciler.aim.size.ModelSize;
import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.fetch.FetchResult;
import java.util.List;

/**
 * What it means for an artifact.
 *
 * @param settings the config, or an empty one where there is none
 * @param checkSize absent also when the Job is to be replaced
 * @param download likewise
 * @param outdated Jobs that are to be replaced
 */
record Observed(
    FetchResult<RuntimeConfig> config,
    RuntimeConfig settings,
    FetchResult<PersistentVolumeClaim> claim,
    FetchResult<RoleBinding> access,
    ModelSize size,
    JobLook checkSize,
    JobLook download,
    List<Job> outdated,
    FetchResult<List<CategorizedError>> references) {}
