/**
 * Where this engine deliberately behaves otherwise than the operator that it learned from: one
 * named {@link io.phasegate.reconciler.engine.policy.Deviation} each, with the reason why, and a
 * {@link io.phasegate.reconciler.engine.policy.Profile} that says which are adopted.
 *
 * <p>Invariant: code asks the profile by name; there is no other switch.
 */
@NullMarked
package io.phasegate.reconciler.engine.policy;

import org.jspecify.annotations.NullMarked;
