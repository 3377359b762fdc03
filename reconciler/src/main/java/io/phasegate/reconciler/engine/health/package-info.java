/**
 * How the parts of an object fare: what an inspector says about one thing it looked at, and the
 * states that a whole is computed from.
 *
 * <p>Invariant: health is data. Whoever computes it may look at logs and events through {@link
 * io.phasegate.reconciler.engine.health.Inspection}, and changes nothing.
 */
@NullMarked
package io.phasegate.reconciler.engine.health;

import org.jspecify.annotations.NullMarked;
