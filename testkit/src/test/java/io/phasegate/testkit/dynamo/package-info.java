/** The stand-ins for Dynamo on the embedded front; on a real cluster the manifests' tests run. */
@NullMarked
package io.phasegate.testkit.dynamo;

import org.jspecify.annotations.NullMarked;
