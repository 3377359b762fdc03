/**
 * What the embedded front does, operation by operation, before a toy kind whose webhook speaks real
 * TLS.
 */
@NullMarked
package io.phasegate.testkit.front;

import org.jspecify.annotations.NullMarked;
