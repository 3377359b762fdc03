/** JSON Patch (RFC 6902) between trees: as much of it as a mutating webhook says. */
@NullMarked
package io.phasegate.admission.patch;

import org.jspecify.annotations.NullMarked;
