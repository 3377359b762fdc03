package io.phasegate.certs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Where a chain and its key lie.
 *
 * @param chain PEM certificates, leaf first
 * @param key PEM private key
 */
public record KeyPairFiles(Path chain, Path key) {

  /** The names of a Secret of type {@code kubernetes.io/tls}, mounted as a volume. */
  public static KeyPairFiles in(Path directory) {
    return new KeyPairFiles(directory.resolve("tls.crt"), directory.resolve("tls.key"));
  }

  /**
   * The two files at one moment. A volume may be swapped between the reading of the first and of
   * the second, and that would be halves of two pairs; so they are read until two readings agree.
   */
  Content content() throws IOException {
    Content last = readOnce();
    for (int attempt = 0; attempt < 5; attempt++) {
      Content again = readOnce();
      if (again.equals(last)) {
        return again;
      }
      last = again;
    }
    throw new IOException("they change faster than they can be read");
  }

  private Content readOnce() throws IOException {
    return new Content(Files.readAllBytes(chain), Files.readAllBytes(key));
  }

  /** Why reading failed, for people: {@code IOException} often says no more than a path. */
  static String reason(IOException e) {
    return e instanceof NoSuchFileException missing
        ? "there is no file " + missing.getFile()
        : "the files cannot be read: " + e.getMessage();
  }

  /** Equal when every byte is. */
  record Content(byte[] chain, byte[] key) {

    CertificateBundle.Reading parse() {
      return CertificateBundle.read(
          new String(chain, StandardCharsets.UTF_8), new String(key, StandardCharsets.UTF_8));
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Content that
          && Arrays.equals(chain, that.chain)
          && Arrays.equals(key, that.key);
    }

    @Override
    public int hashCode() {
      return 31 * Arrays.hashCode(chain) + Arrays.hashCode(key);
    }

    @Override
    public String toString() {
      return "Content[%d and %d bytes]".formatted(chain.length, key.length);
    }
  }
}
