/**
 * The manifests on a real cluster: applied as shipped, with our webhook as a process of its own
 * behind the Service that they name.
 *
 * <p>Each class installs for itself, in a namespace that is not the default one, and leaves the CRD
 * as it is in git.
 */
@NullMarked
package io.phasegate.manifests;

import org.jspecify.annotations.NullMarked;
