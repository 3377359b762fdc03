/**
 * One pass over one object: fetch → compose → plan → evaluate → apply → status → events (ruling
 * 36), and what is to happen afterwards.
 *
 * <p>Invariants: a pass keeps nothing from one run to the next; it never throws for what the
 * cluster answers, only for mistakes in a kind's code.
 */
@NullMarked
package io.phasegate.reconciler.engine.pass;

import org.jspecify.annotations.NullMarked;
