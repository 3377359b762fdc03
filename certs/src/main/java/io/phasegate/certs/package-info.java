/**
 * Certificates of the webhook service: making them, reading them, watching them.
 *
 * <p>Pure of Vert.x and of any Kubernetes client; Bouncy Castle writes what the JDK cannot.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>A {@link io.phasegate.certs.CertificateBundle} always works: its key belongs to its leaf,
 *       and every certificate was issued by the next one.
 *   <li>A source never goes back from a working bundle to none (ruling 15).
 *   <li>No private key is ever printed: not in a message, a log or a {@code toString}.
 * </ul>
 */
@NullMarked
package io.phasegate.certs;

import org.jspecify.annotations.NullMarked;
