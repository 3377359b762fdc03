/**
 * Rules about what one version of a kind has saved of another in annotations: whether there is room
 * for it, and whether all of it is there (ruling 29).
 *
 * <p>Invariant: nothing here decodes a saved field; that is the conversion's business alone. What
 * is asked of a payload is the list of what it had no room for.
 */
@NullMarked
package io.phasegate.admission.payload;

import org.jspecify.annotations.NullMarked;
