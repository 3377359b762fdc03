/**
 * The HTTPS server that the API server calls: {@link io.phasegate.webhook.Main} → {@link
 * io.phasegate.webhook.Routes} → {@link io.phasegate.webhook.ConversionHandler} or {@link
 * io.phasegate.webhook.AdmissionHandler} → the pure modules.
 *
 * <p>It knows transport and life, and nothing of any kind: what a review means is asked of two or
 * three functions from bytes to an answer.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>No Kubernetes client and no token; nothing here waits for an API server (D-01).
 *   <li>The health port opens first and closes last (ruling 14).
 *   <li>Every request gets exactly one answer, is counted exactly once, and its place among the
 *       requests in flight is given back, whatever happens to it.
 *   <li>An answer is never a redirect (T12), and a reason meant for people never travels in a
 *       failed HTTP status (T8).
 *   <li>What belongs to one request is touched by its connection's event loop only.
 * </ul>
 */
@NullMarked
package io.phasegate.webhook;

import org.jspecify.annotations.NullMarked;
