/**
 * Load for a webhook server, by clients that behave as API servers do: a pool of kept-alive
 * connections, {@code Connection: close} and {@code Retry-After} obeyed, a POST that was reset not
 * repeated (T5, T7). For tests and for runs by hand.
 */
@NullMarked
package io.phasegate.webhook.load;

import org.jspecify.annotations.NullMarked;
