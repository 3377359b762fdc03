package io.phasegate.certs;

import java.util.function.Consumer;

/** A bundle that never changes, for tests and the demo. */
public final class FixedCertificateSource implements CertificateSource {

  private final CertificateBundle bundle;

  public FixedCertificateSource(CertificateBundle bundle) {
    this.bundle = bundle;
  }

  @Override
  public State state() {
    return new State.Current(bundle);
  }

  @Override
  public long refusals() {
    return 0;
  }

  @Override
  public Subscription subscribe(Consumer<CertificateBundle> listener) {
    listener.accept(bundle);
    return () -> {};
  }

  @Override
  public void close() {}
}
