package io.phasegate.webhook;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.net.OpenSSLEngineOptions;
import io.vertx.core.net.SSLEngineOptions;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLException;

/** Who computes TLS. docs/decisions/0005-tls-engine.md has the figures. */
public enum TlsEngine {
  /** BoringSSL where its library can be loaded, else the JDK. */
  AUTO,
  /** BoringSSL, by netty-tcnative. */
  NATIVE,
  /** The JDK. */
  JDK;

  /**
   * Loads the native library, if that may be asked for; else it is loaded when it is first needed.
   * Takes a moment, and is for a thread that nobody waits for.
   */
  public void load() {
    if (this != JDK) {
      var _ = OpenSSLEngineOptions.isAvailable();
    }
  }

  /**
   * What this choice comes to on this machine.
   *
   * @throws TlsEngineMissing when the native library is demanded and cannot be loaded
   */
  public TlsEngine resolved() {
    boolean available = this != JDK && OpenSSLEngineOptions.isAvailable();
    if (this == NATIVE && !available) {
      throw new TlsEngineMissing();
    }
    return available ? NATIVE : JDK;
  }

  /**
   * Makes a context that nobody uses. The JDK reads all that it is able to when it makes the first
   * one, which takes some tenths of a second; an event loop would be held up for as long.
   *
   * @param identity of the server
   * @throws SSLException when the JDK cannot use it
   */
  void prepare(KeyManagerFactory identity) throws SSLException {
    if (this == JDK) {
      var _ =
          SslContextBuilder.forServer(identity)
              .sslProvider(SslProvider.JDK)
              .build()
              .newEngine(ByteBufAllocator.DEFAULT);
    }
  }

  /** For Vert.x; of a resolved choice. */
  SSLEngineOptions options() {
    if (this == NATIVE) {
      return new OpenSSLEngineOptions();
    }
    // The JDK lets clients of TLS 1.2 begin anew as often as they like, and has no other switch.
    System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
    return new JdkSSLEngineOptions();
  }
}
