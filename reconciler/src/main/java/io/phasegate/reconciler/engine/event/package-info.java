/**
 * Telling people: events and log lines, as data, and the bookkeeping that keeps a flood of equal
 * events from the API server.
 */
@NullMarked
package io.phasegate.reconciler.engine.event;

import org.jspecify.annotations.NullMarked;
