/**
 * What only a look at the cluster can tell about a request: spec/dgdr.md 5.5, ruling 35. Admission
 * has checked the rest, but may have been away, so its most important rules are repeated here.
 */
@NullMarked
package io.phasegate.reconciler.dgdr.validate;

import org.jspecify.annotations.NullMarked;
