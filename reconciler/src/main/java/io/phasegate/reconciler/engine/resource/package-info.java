/**
 * Kubernetes objects as data: how they are named, who owns them, which labels they carry.
 *
 * <p>Invariant: objects that came from a cache are shared, so nothing here changes an argument;
 * what must differ is a copy.
 */
@NullMarked
package io.phasegate.reconciler.engine.resource;

import org.jspecify.annotations.NullMarked;
