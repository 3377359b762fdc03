/**
 * {@code DynamoGraphDeploymentRequest}: v1alpha1 (spoke) and v1beta1 (hub, stored).
 *
 * <p>{@link io.phasegate.conversion.dgdr.DgdrTable} is the whole truth; the other files here are
 * the few relations of fields that one line cannot say.
 */
@NullMarked
package io.phasegate.conversion.dgdr;

import org.jspecify.annotations.NullMarked;
