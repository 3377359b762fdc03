/**
 * The objects of {@code aim.eai.amd.com} as Java has them, and what things around them are called.
 *
 * <p>Invariants: a status loses nothing that somebody else wrote into it; no name that we make is
 * longer than Kubernetes takes; two artifacts never share a name of ours.
 */
@NullMarked
package io.phasegate.reconciler.aim.resource;

import org.jspecify.annotations.NullMarked;
