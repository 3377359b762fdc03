/**
 * The embedded API front: what {@code ./phasegate demo} and fast tests stand on where no real API
 * server is at hand.
 *
 * <p>It is a stage for people and tests, never a second source of truth: whatever it shows is also
 * tested on a real kube-apiserver, and no figure ever comes from it.
 *
 * <p>The store is fabric8's CRUD mock. In front of it stands the order of work of a real API
 * server, read top down in {@link io.phasegate.testkit.front.WriteSteps} and {@link
 * io.phasegate.testkit.front.ReadSteps}:
 *
 * <ul>
 *   <li>write: prune and default by the schema of the request's version, mutating review, defaults
 *       again, schema check, validating review, conversion to the storage version, store;
 *   <li>read: defaults by the schema of the storage version, conversion to the version asked for.
 * </ul>
 *
 * <p>Reviews go to our own webhook over real TLS, and {@link io.phasegate.testkit.contract} checks
 * each of its answers: a breach fails the request, loudly.
 *
 * <p>For registered kinds it offers create, get, list, watch, update, patch (merge and JSON),
 * status, delete, and <em>apply as an upsert</em>: what is applied is created, or merged over what
 * is there. That is not server-side apply; nobody owns a field, nothing conflicts, and a field left
 * out of a second apply stays. Other kinds go to the mock as they are, with what it can and cannot
 * do, and apply is an upsert for them as well. For the reconciler there are discovery and the CRD
 * objects of registered kinds, with the conversion stanza that this front keeps to.
 *
 * <p>What else a real API server does and this does not: namespaces need not exist, {@code
 * managedFields} are not kept, lists have no pages, CEL rules are not evaluated, and the review of
 * a new object does not yet show its uid, which is the store's to give.
 */
@NullMarked
package io.phasegate.testkit.front;

import org.jspecify.annotations.NullMarked;
