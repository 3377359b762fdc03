/**
 * Looking at the cluster. A look never throws: what came of it is a {@link
 * io.phasegate.reconciler.engine.fetch.FetchResult}, and "there is none" is not the same as "I
 * could not see" nor as "I did not look".
 */
@NullMarked
package io.phasegate.reconciler.engine.fetch;

import org.jspecify.annotations.NullMarked;
