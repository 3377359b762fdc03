/**
 * The rules of DynamoGraphDeploymentRequest, a list for each version that people write (spec 4.3 to
 * 4.5, rulings 5, 6 and 32 to 35). The ids are those of the specification.
 */
@NullMarked
package io.phasegate.admission.dgdr;

import org.jspecify.annotations.NullMarked;
