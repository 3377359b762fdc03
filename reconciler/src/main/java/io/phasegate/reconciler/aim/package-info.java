/**
 * {@code AIMArtifact}: a model, downloaded once into a volume of its own. The engine's automatic
 * mode plus decorator.
 *
 * <p>A pass in files: {@link io.phasegate.reconciler.aim.Look} looks ({@link
 * io.phasegate.reconciler.aim.Seen}), {@link io.phasegate.reconciler.aim.Interpretation} says what
 * that means ({@link io.phasegate.reconciler.aim.Observed}), {@link
 * io.phasegate.reconciler.aim.ArtifactPlan} what is to be made, {@link
 * io.phasegate.reconciler.aim.ArtifactHealth} how the parts fare, and {@link
 * io.phasegate.reconciler.aim.Decoration} adds size and progress. {@code ArtifactKind} puts them
 * together.
 *
 * <p>Invariants: no file here has a client, a clock or a memory; only {@code Look} and {@code
 * References} see the cluster.
 */
@NullMarked
package io.phasegate.reconciler.aim;

import org.jspecify.annotations.NullMarked;
