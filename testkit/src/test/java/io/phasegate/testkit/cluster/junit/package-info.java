/** What the extension decides and says, without a cluster. */
@NullMarked
package io.phasegate.testkit.cluster.junit;

import org.jspecify.annotations.NullMarked;
