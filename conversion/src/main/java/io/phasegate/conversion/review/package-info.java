/**
 * {@code ConversionReview}: from the bytes of a request to the bytes of an answer.
 *
 * <p>Each object is read, converted and written before the next one is looked at; there is never a
 * tree of the whole review. The answer obeys W1 to W7 of the contract whatever comes in. The frame
 * around the objects is read by {@link io.phasegate.conversion.review.ReviewFrame}, which serves
 * admission as well.
 */
@NullMarked
package io.phasegate.conversion.review;

import org.jspecify.annotations.NullMarked;
