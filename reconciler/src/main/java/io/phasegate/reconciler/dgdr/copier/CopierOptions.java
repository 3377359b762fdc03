package io.phasegate.reconciler.dgdr.copier;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What the sidecar has to know.
 *
 * @param namespace of pod, request and ConfigMap
 * @param pod its own pod
 * @param container the one that profiles
 * @param requestName the request's name, after which the ConfigMap is called
 * @param requestUid makes the request the ConfigMap's owner
 * @param outputDir where the profiler writes
 * @param pace how often it looks
 * @param fileWait how long files may take to appear once the profiler has ended
 * @param patience how long the API server may be away before it gives up
 */
public record CopierOptions(
    String namespace,
    String pod,
    String container,
    String requestName,
    String requestUid,
    Path outputDir,
    Duration pace,
    Duration fileWait,
    Duration patience) {}
