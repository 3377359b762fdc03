package io.phasegate.certs;

import java.io.IOException;
import java.io.StringReader;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;

/**
 * Private keys in the forms that {@code openssl} wrote before PKCS#8, and of rarer kinds, by Bouncy
 * Castle. A file of its own, and loaded only when there is such a key: the jars are signed, and to
 * check them takes a starting server longer than anything else before it listens.
 */
final class OlderKeys {

  private OlderKeys() {}

  /**
   * Reads the first private key in the text.
   *
   * @throws MalformedPem when there is none, or it is encrypted or damaged
   */
  static PrivateKey privateKey(String text) throws MalformedPem {
    var converter = new JcaPEMKeyConverter();
    for (Object block : blocks(text)) {
      try {
        switch (block) {
          case PrivateKeyInfo pkcs8 -> {
            return converter.getPrivateKey(pkcs8);
          }
          case PEMKeyPair traditional -> {
            return converter.getPrivateKey(traditional.getPrivateKeyInfo());
          }
          case PEMEncryptedKeyPair _, PKCS8EncryptedPrivateKeyInfo _ ->
              throw new MalformedPem("the key is encrypted; store it without a passphrase");
          // Curve parameters, certificates and whatever else people keep in one file with the key.
          default -> {}
        }
      } catch (PEMException e) {
        throw new MalformedPem("the key is of a kind that this JDK does not know");
      }
    }
    throw new MalformedPem("there is no PEM block with a private key in it");
  }

  private static List<Object> blocks(String text) throws MalformedPem {
    List<Object> found = new ArrayList<>();
    try (var parser = new PEMParser(new StringReader(text))) {
      for (Object block = parser.readObject(); block != null; block = parser.readObject()) {
        found.add(block);
      }
    } catch (IOException | RuntimeException e) {
      // Bouncy Castle tells damage by either, and its words may quote what it read.
      throw Pem.damaged("key");
    }
    return found;
  }
}
