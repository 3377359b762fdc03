/**
 * The runtime config of an artifact: which one it means, and what it says once the namespace's lies
 * over the cluster's (spec/engine.md 1.10).
 */
@NullMarked
package io.phasegate.reconciler.aim.config;

import org.jspecify.annotations.NullMarked;
