/** Processes and their watchdog, tried with the shell. */
@NullMarked
package io.phasegate.testkit.cluster.process;

import org.jspecify.annotations.NullMarked;
