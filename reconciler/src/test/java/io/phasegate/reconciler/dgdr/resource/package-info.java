@NullMarked
package io.phasegate.reconciler.dgdr.resource;

import org.jspecify.annotations.NullMarked;
