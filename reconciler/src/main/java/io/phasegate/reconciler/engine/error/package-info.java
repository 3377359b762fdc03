/**
 * What can go wrong, in seven categories that decide what happens next: who must act, whether
 * writes stop, when to look again.
 *
 * <p>Invariants: an expected failure is a value, never an exception; {@link
 * io.phasegate.reconciler.engine.error.ErrorClassifier} is the only place where a throwable becomes
 * one.
 */
@NullMarked
package io.phasegate.reconciler.engine.error;

import org.jspecify.annotations.NullMarked;
