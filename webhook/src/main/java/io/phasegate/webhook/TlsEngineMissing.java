package io.phasegate.webhook;

/** The native TLS library was demanded and cannot be loaded. For the person who demanded it. */
public final class TlsEngineMissing extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TlsEngineMissing() {
    super("the native TLS library cannot be loaded on this machine; use --tls-engine auto or jdk");
  }
}
