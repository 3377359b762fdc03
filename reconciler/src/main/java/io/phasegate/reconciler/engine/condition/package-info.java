/**
 * Conditions of a status: setting them, telling what has changed, and how loudly to say so.
 *
 * <p>Invariants: {@link io.phasegate.reconciler.engine.condition.Conditions} lives for one pass and
 * knows what was stored; transition times and transitions are told against that, once, at the end.
 */
@NullMarked
package io.phasegate.reconciler.engine.condition;

import org.jspecify.annotations.NullMarked;
