@NullMarked
package io.phasegate.reconciler.dgdr;

import org.jspecify.annotations.NullMarked;
