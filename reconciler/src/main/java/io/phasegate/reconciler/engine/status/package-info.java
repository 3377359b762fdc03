/**
 * The status as the engine sees it: a value that a kind can read from an object and put into a copy
 * of it, compared by meaning, written only when it says something new.
 */
@NullMarked
package io.phasegate.reconciler.engine.status;

import org.jspecify.annotations.NullMarked;
