/**
 * The webhook on the wire, beside the least that Vert.x can do in its place: {@link
 * io.phasegate.bench.wire.Wire} for speed, {@link io.phasegate.bench.wire.StartUp} for the time to
 * the first answer and the memory.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>Both contenders run as processes of their own, with the same JVM options, certificate and
 *       TLS engine, and are measured in turns of a second, so that what else happens on the machine
 *       happens to both.
 *   <li>Every answer is checked: the first to each request as JSON, the others by status, uid and
 *       length. A wrong one ends the run.
 * </ul>
 */
@NullMarked
package io.phasegate.bench.wire;

import org.jspecify.annotations.NullMarked;
