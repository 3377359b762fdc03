/**
 * Ready-made inspectors for the objects that most kinds make: Jobs, claims, Pods, routes
 * (spec/engine.md 6). A kind hands them to its {@link
 * io.phasegate.reconciler.engine.fetch.HealthReport}.
 */
@NullMarked
package io.phasegate.reconciler.engine.inspect;

import org.jspecify.annotations.NullMarked;
