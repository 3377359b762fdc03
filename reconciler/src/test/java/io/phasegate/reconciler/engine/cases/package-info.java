/**
 * The cases of spec/engine.md section 10, one test each, named {@code case<number>...}. Each runs a
 * whole pass of the engine in {@link io.phasegate.reconciler.engine.cases.Lab}; where a deviation
 * changes the outcome, the test shows upstream's outcome by the parity profile beside ours.
 */
@NullMarked
package io.phasegate.reconciler.engine.cases;

import org.jspecify.annotations.NullMarked;
