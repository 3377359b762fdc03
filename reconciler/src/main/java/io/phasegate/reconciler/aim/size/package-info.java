/**
 * How large a model is: what the spec or the source says, what the check-size Job has printed, and
 * how people read it. Pure.
 */
@NullMarked
package io.phasegate.reconciler.aim.size;

import org.jspecify.annotations.NullMarked;
