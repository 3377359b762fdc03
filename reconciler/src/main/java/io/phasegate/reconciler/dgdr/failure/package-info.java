/**
 * How a profiling Job fares, and why it failed, told so that a person can act: spec/dgdr.md 5.7.
 */
@NullMarked
package io.phasegate.reconciler.dgdr.failure;

import org.jspecify.annotations.NullMarked;
