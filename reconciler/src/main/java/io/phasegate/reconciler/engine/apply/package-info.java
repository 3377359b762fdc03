/**
 * Carrying a plan out, and telling what came of each change. Everything that can be decided without
 * the cluster is decided here; {@link io.phasegate.reconciler.engine.apply.ResourceApplier} only
 * sends.
 *
 * <p>Invariant: every change of a plan has exactly one outcome in the report, also those that were
 * not attempted.
 */
@NullMarked
package io.phasegate.reconciler.engine.apply;

import org.jspecify.annotations.NullMarked;
