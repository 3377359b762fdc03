/**
 * What conversion costs, measured beside a yardstick: Jackson copying the same JSON token by token.
 *
 * <p>Invariants: the objects are our samples, grown by content such as clusters hold, and the same
 * at every run. A figure means something only beside the yardstick of the same run.
 */
@NullMarked
package io.phasegate.bench;

import org.jspecify.annotations.NullMarked;
