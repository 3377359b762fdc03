/** The search for programs, in folders of the test's own making. */
@NullMarked
package io.phasegate.testkit.cluster.programs;

import org.jspecify.annotations.NullMarked;
