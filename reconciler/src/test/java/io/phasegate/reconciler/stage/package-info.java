/**
 * A stage on which any kind can be played: an API server in memory, a clock, and the engine a pass
 * at a time. docs/adding-a-kind.md shows how a test looks on it.
 */
@NullMarked
package io.phasegate.reconciler.stage;

import org.jspecify.annotations.NullMarked;
