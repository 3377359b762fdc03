/** A toy kind, the primary of the engine's tests. */
@NullMarked
package io.phasegate.reconciler.widget;

import org.jspecify.annotations.NullMarked;
