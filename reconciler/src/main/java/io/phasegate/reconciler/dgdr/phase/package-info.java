/**
 * The phases of a request: spec/dgdr.md 5.2 to 5.4 and 5.9.
 *
 * <p>{@link io.phasegate.reconciler.dgdr.phase.Observed} is what the cluster says, one shape a
 * phase; {@link io.phasegate.reconciler.dgdr.phase.DgdrPhases} makes the next status of it.
 *
 * <p>Invariants: nothing here has a client, a clock or a logger. A phase changes only along an
 * {@link io.phasegate.reconciler.dgdr.phase.Arrow} that leaves the phase one is in (the compiler
 * sees to that), and always together with {@code Succeeded}. A status claims no write that the
 * report does not.
 */
@NullMarked
package io.phasegate.reconciler.dgdr.phase;

import org.jspecify.annotations.NullMarked;
