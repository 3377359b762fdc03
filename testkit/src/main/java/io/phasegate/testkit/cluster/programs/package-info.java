/**
 * Where the programs of a real cluster are, and how they come to be there.
 *
 * <p>Invariant: nothing here reads the environment but {@link
 * io.phasegate.testkit.cluster.programs.Surroundings#ofThisProcess()}; everything else is told.
 */
@NullMarked
package io.phasegate.testkit.cluster.programs;

import org.jspecify.annotations.NullMarked;
