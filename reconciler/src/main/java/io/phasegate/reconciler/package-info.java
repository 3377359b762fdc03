/**
 * The second process: drives the phases of custom resources on one shared state engine, fetch →
 * compose → plan → evaluate → apply → status.
 *
 * <p>Invariants, from the first day on: only this module talks to the API server; its engine is
 * pure and uses Kubernetes data types, never a client. {@code WallsTest} holds both. The engine and
 * the kinds move in with their own issues.
 */
@NullMarked
package io.phasegate.reconciler;

import org.jspecify.annotations.NullMarked;
