/**
 * What must be true of every conversion of every object, over objects drawn by lot.
 *
 * <p>{@link io.phasegate.testkit.laws.ConversionLaws} states the laws; {@link
 * io.phasegate.testkit.laws.SameObject} says what "the same object" means and which few differences
 * the rulings allow; {@link io.phasegate.testkit.laws.DgdrUnderLaw} is what a kind has to tell. The
 * laws look at a converter from outside: of its table they know which fields stand for each other,
 * never how.
 */
@NullMarked
package io.phasegate.testkit.laws;

import org.jspecify.annotations.NullMarked;
