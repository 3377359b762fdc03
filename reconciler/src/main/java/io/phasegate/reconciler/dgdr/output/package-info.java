/**
 * What the profiler has left behind, and the deployment that comes of it: spec/dgdr.md 5.8, 5.9.
 *
 * <p>The profiler's text is not trusted: whoever may submit a request may choose its image, and
 * what it writes is created with our rights. So exactly one kind beside the deployment is taken
 * from it, ConfigMaps; namespace, names and labels are ours to decide; and sizes are bounded before
 * anything is made. A document that cannot be read costs itself and nothing else, and is named.
 */
@NullMarked
package io.phasegate.reconciler.dgdr.output;

import org.jspecify.annotations.NullMarked;
