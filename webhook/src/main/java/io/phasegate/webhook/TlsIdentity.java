package io.phasegate.webhook;

import io.netty.handler.ssl.OpenSslCachingX509KeyManagerFactory;
import io.phasegate.certs.CertificateBundle;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.TrustOptions;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * What the server shows of itself, and whom it trusts, in the form that Vert.x takes. Made by hand,
 * because what Vert.x makes of PEM is a PKCS#12 store: it derives a key from a password ten
 * thousand times over, for each use of it, which was a fifth of all work until the first answer.
 */
final class TlsIdentity {

  private static final String ALIAS = "server";

  /** The store lives in memory and is never written, so its password protects nothing. */
  private static final char[] PASSWORD = "in memory".toCharArray();

  /** BoringSSL would find out at the first handshake, when the old pair is gone already. */
  private static final Set<String> KEYS_OF_BORINGSSL = Set.of("EC", "RSA");

  private TlsIdentity() {}

  /**
   * Chain and key of a bundle. Every call gives another value, so Vert.x never takes a new pair for
   * the old one (D-36).
   *
   * @param engine resolved
   * @throws IllegalArgumentException when the engine cannot use such a key
   */
  static KeyCertOptions of(CertificateBundle bundle, TlsEngine engine) {
    String kind = bundle.key().getAlgorithm();
    if (engine == TlsEngine.NATIVE && !KEYS_OF_BORINGSSL.contains(kind)) {
      throw new IllegalArgumentException(
          ("BoringSSL takes EC and RSA keys and no %s;"
                  + " have another key issued, or say --tls-engine jdk")
              .formatted(kind));
    }
    try {
      KeyStore store = KeyStore.getInstance("JKS");
      store.load(null, null);
      var chain = bundle.chain().toArray(X509Certificate[]::new);
      store.setKeyEntry(ALIAS, bundle.key(), PASSWORD, chain);
      var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      if (engine == TlsEngine.NATIVE) {
        // BoringSSL wants the pair in its own form: once, and not at every handshake.
        factory = new OpenSslCachingX509KeyManagerFactory(factory);
      }
      factory.init(store, PASSWORD);
      return KeyCertOptions.wrap(factory);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException("the pair cannot be used for TLS: " + e.getMessage(), e);
    }
  }

  /**
   * For a server that asks no client for a certificate. Told nothing, the engine would read all
   * authorities of the JDK, for each event loop.
   */
  static TrustOptions trustingNobody() {
    return TrustOptions.wrap(new Nobody());
  }

  private static final class Nobody implements X509TrustManager {

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType)
        throws CertificateException {
      throw new CertificateException("no client was asked for a certificate");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType)
        throws CertificateException {
      throw new CertificateException("this is a server");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
