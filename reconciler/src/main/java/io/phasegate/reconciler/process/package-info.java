/**
 * The reconciler as a process: its settings, its health port, its metrics, how it starts and ends.
 *
 * <p>Invariant: the health port opens before the cluster is asked anything, and nothing that the
 * cluster lacks keeps the process from starting.
 */
@NullMarked
package io.phasegate.reconciler.process;

import org.jspecify.annotations.NullMarked;
