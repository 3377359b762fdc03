package io.phasegate.webhook;

import java.time.Duration;

/**
 * How long clients may take. Whoever is slower is cut off, so that slow and vanished clients cost
 * no more than a socket, and that not for long.
 *
 * @param handshake for the TLS handshake
 * @param head for the head of a request, from its first byte
 * @param body for the body, from the end of the head; a shorter {@code ?timeout=} wins
 * @param answer for taking the answer in
 * @param idle for sending nothing at all on an open connection
 * @param age of a connection, after which its next answer says {@code Connection: close}; zero for
 *     any age. Up to a tenth more or less by chance, so that clients do not dial all at once
 */
public record Patience(
    Duration handshake,
    Duration head,
    Duration body,
    Duration answer,
    Duration idle,
    Duration age) {

  /** Checks that nobody is cut off before having begun. */
  public Patience {
    if (!handshake.isPositive()
        || !head.isPositive()
        || !body.isPositive()
        || !answer.isPositive()
        || !idle.isPositive()
        || age.isNegative()) {
      throw new IllegalArgumentException("with so little patience nobody could be served");
    }
  }

  /**
   * Handshake: what the API server allows itself (T5). Body and answer: the longest that it waits
   * for a call (T10). Idle: longer than the 90 s for which it keeps connections that it does not
   * use; else a POST races with our close, and that is not retried (T5). Age: balancing over
   * replicas is its own business since it picks an endpoint for each request (T6).
   */
  public static Patience defaults() {
    return new Patience(
        Duration.ofSeconds(10),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofSeconds(30),
        Duration.ofSeconds(120),
        Duration.ZERO);
  }

  /** The same with other times for head, body and answer. */
  public Patience withExchange(Duration head, Duration body, Duration answer) {
    return new Patience(handshake, head, body, answer, idle, age);
  }

  /** The same with another handshake time. */
  public Patience withHandshake(Duration time) {
    return new Patience(time, head, body, answer, idle, age);
  }

  /** The same with another idle time. */
  public Patience withIdle(Duration time) {
    return new Patience(handshake, head, body, answer, time, age);
  }

  /** The same with another age. */
  public Patience withAge(Duration time) {
    return new Patience(handshake, head, body, answer, idle, time);
  }
}
