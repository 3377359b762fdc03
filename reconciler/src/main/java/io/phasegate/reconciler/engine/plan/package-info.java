/**
 * What a kind wants to be changed in the cluster, as values (ruling 37). A plan is made before
 * anything is written, from what was observed alone; whether and in which order it is carried out
 * is the engine's business.
 */
@NullMarked
package io.phasegate.reconciler.engine.plan;

import org.jspecify.annotations.NullMarked;
