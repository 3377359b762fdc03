package io.phasegate.certs;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;

/** Whether two halves make a pair, for every kind of key that TLS signs with. */
final class KeyMatch {

  private static final byte[] PROBE = {'p', 'a', 'i', 'r'};

  private KeyMatch() {}

  /** True when what the one signs the other verifies; a key of a kind unknown here is no match. */
  static boolean matches(PrivateKey key, PublicKey certified) {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "EC" -> "SHA256withECDSA";
          case "RSA" -> "SHA256withRSA";
          // Ed25519 and Ed448 keys call themselves by their curve or by their family.
          default -> key.getAlgorithm();
        };
    try {
      Signature signer = Signature.getInstance(algorithm);
      signer.initSign(key);
      signer.update(PROBE);
      byte[] signature = signer.sign();
      Signature verifier = Signature.getInstance(algorithm);
      verifier.initVerify(certified);
      verifier.update(PROBE);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
