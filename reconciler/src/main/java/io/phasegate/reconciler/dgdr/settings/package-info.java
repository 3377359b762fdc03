/**
 * What an administrator may choose about the reconciling of requests. Values only; each has a
 * default that says why.
 */
@NullMarked
package io.phasegate.reconciler.dgdr.settings;

import org.jspecify.annotations.NullMarked;
