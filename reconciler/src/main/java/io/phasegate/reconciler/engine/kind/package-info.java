/**
 * What the author of a kind writes: look, interpret, plan, and either report health or decide the
 * next status. See reconciler/README.md for an example of forty lines.
 *
 * <p>Invariants: a kind has no client, no clock and no memory; given the same objects and the same
 * time it says the same. Whatever goes wrong on the way it says as a value.
 */
@NullMarked
package io.phasegate.reconciler.engine.kind;

import org.jspecify.annotations.NullMarked;
