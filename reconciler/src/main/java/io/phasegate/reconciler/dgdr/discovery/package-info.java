/**
 * Which GPUs the profiler may plan with: spec/dgdr.md 5.10, ruling 42.
 *
 * <p>What a user has said is never overwritten; what he has not said comes from the settings that
 * v1alpha1 kept, and then from the labels of nodes. Every fact remembers where it came from, so
 * that a condition can tell.
 */
@NullMarked
package io.phasegate.reconciler.dgdr.discovery;

import org.jspecify.annotations.NullMarked;
