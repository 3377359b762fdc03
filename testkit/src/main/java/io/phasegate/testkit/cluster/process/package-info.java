/**
 * Programs as processes that never outlive us.
 *
 * <p>Invariant: whatever is started here dies with this JVM, also when the JVM is killed and can
 * run no code of its own any more; {@link io.phasegate.testkit.cluster.process.Watchdog} says how.
 */
@NullMarked
package io.phasegate.testkit.cluster.process;

import org.jspecify.annotations.NullMarked;
