package io.phasegate.certs;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where a server gets its certificate from, now and after every renewal. Safe for many threads.
 *
 * <p>The two ways of ruling 16, cert-manager and self-managed, both end in files; a source hides
 * that from the server, and tests and the demo need no files at all.
 */
public interface CertificateSource extends AutoCloseable {

  /** How a source stands. */
  sealed interface State {

    /**
     * Nothing was usable so far.
     *
     * @param reason one sentence
     */
    record Waiting(String reason) implements State {}

    /** What is there is in use. */
    record Current(CertificateBundle bundle) implements State {}

    /**
     * What is there now cannot be used, so the last good one stays in use (ruling 15).
     *
     * @param reason one sentence about the new one
     */
    record KeepsOld(CertificateBundle bundle, String reason) implements State {}
  }

  /** Ends what {@link #subscribe} began. */
  @FunctionalInterface
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }

  /** How it stands now. */
  State state();

  /** How many pairs had to be refused since the start; looking at one twice counts once. */
  long refusals();

  /** The bundle to serve, once there was one. */
  default Optional<CertificateBundle> current() {
    return switch (state()) {
      case State.Waiting _ -> Optional.empty();
      case State.Current(var bundle) -> Optional.of(bundle);
      case State.KeepsOld(var bundle, _) -> Optional.of(bundle);
    };
  }

  /**
   * Tells every bundle to serve: the current one before this call returns, if there is one, and
   * each later one, in order and never twice in a row. Listeners are called on the source's thread;
   * what they throw is logged and harms nobody else.
   */
  Subscription subscribe(Consumer<CertificateBundle> listener);

  /** Stops watching. The state stays as it is. */
  @Override
  void close();
}
