package io.phasegate.reconciler.aim;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.phasegate.reconciler.aim.config.RuntimeConfig;
import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.fetch.FetchResult;
import java.util.List;

/**
 * What the cluster says about an artifact.
 *
 * @param access the binding by which Pods report; skipped where none is to be made
 * @param checkSize skipped once the size is known
 * @param sizeLog the end of what the check-size Job has printed; skipped until it has succeeded
 * @param references what is wrong with what the Jobs refer to; skipped unless a Job is to be made
 */
record Seen(
    FetchResult<RuntimeConfig> config,
    FetchResult<PersistentVolumeClaim> claim,
    FetchResult<RoleBinding> access,
    JobLook checkSize,
    FetchResult<List<String>> sizeLog,
    JobLook download,
    FetchResult<List<CategorizedError>> references) {}
