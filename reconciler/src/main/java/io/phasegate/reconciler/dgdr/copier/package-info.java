/**
 * The work of the sidecar {@code output-copier}: waits for the profiler beside it to end, and
 * publishes what it has written as the output ConfigMap (spec/dgdr.md 6.6).
 *
 * <p>It runs for hours beside a profiler that is dear, so it is small: the JDK's HTTP client and
 * our own trees, no Kubernetes client. It trusts nothing in the folder that it shares with the
 * profiler: links are not followed, sizes are bounded. It ends with 0 whenever the outcome was
 * reported, whatever the outcome was, so that a failure that would repeat itself is not repeated.
 */
@NullMarked
package io.phasegate.reconciler.dgdr.copier;

import org.jspecify.annotations.NullMarked;
