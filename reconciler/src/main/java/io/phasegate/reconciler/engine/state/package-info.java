/**
 * The state engine proper: what health and errors mean for writing, for the conditions and for the
 * word that sums the object up. Pure functions of what the pass knows; spec/engine.md 3 and 4.
 */
@NullMarked
package io.phasegate.reconciler.engine.state;

import org.jspecify.annotations.NullMarked;
