/** What an administrator may choose about artifacts; every name and image has a default here. */
@NullMarked
package io.phasegate.reconciler.aim.settings;

import org.jspecify.annotations.NullMarked;
