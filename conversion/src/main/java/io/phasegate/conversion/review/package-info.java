/**
 * {@code ConversionReview}: from the bytes of a request to the bytes of an answer.
 *
 * <p>Objects are cut out of the body as byte ranges and converted one after the other; there is
 * never a tree of the whole review. The answer obeys W1 to W7 of the contract whatever comes in.
 */
@NullMarked
package io.phasegate.conversion.review;

import org.jspecify.annotations.NullMarked;
