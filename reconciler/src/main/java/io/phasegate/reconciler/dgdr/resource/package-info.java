/**
 * The request as an object, its names, and the way between fabric8's objects and trees.
 *
 * <p>Invariants: nothing is lost between object and tree; no name that we make is longer than
 * Kubernetes takes; two requests of one namespace never share a name of ours.
 */
@NullMarked
package io.phasegate.reconciler.dgdr.resource;

import org.jspecify.annotations.NullMarked;
