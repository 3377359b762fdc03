/**
 * Stand-ins for what surrounds a request in a real cluster with Dynamo: the profiler and its
 * sidecar, and the operator that makes a DynamoGraphDeployment run.
 *
 * <p>Invariant: they act through the API alone, on what they find there, and say by their names
 * that they are stand-ins.
 */
@NullMarked
package io.phasegate.testkit.dynamo;

import org.jspecify.annotations.NullMarked;
