/**
 * Settings that objects share: one for a namespace over one for the cluster (spec/engine.md 1.10).
 */
@NullMarked
package io.phasegate.reconciler.engine.config;

import org.jspecify.annotations.NullMarked;
