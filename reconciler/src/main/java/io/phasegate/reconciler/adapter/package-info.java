/**
 * The engine's ports filled with the fabric8 client, run in the Java Operator SDK's informers,
 * queue and leader election.
 *
 * <p>Invariants: every write to the cluster goes through {@link
 * io.phasegate.reconciler.adapter.ClusterApplier}, {@link
 * io.phasegate.reconciler.adapter.ClusterStatusWriter} or {@link
 * io.phasegate.reconciler.adapter.ClusterEventWriter}, and none of them sends what would change
 * nothing. The SDK never sees an exception of a pass, so its own retries never run. A kind starts
 * when the cluster can serve it, and says until then what it waits for.
 */
@NullMarked
package io.phasegate.reconciler.adapter;

import org.jspecify.annotations.NullMarked;
