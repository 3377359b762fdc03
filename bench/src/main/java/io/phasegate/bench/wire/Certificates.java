package io.phasegate.bench.wire;

import io.phasegate.certs.CertificateAuthority;
import io.phasegate.certs.Leaf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** The one certificate of both contenders: ECDSA P-256, as in a cluster. */
final class Certificates {

  private Certificates() {}

  /** A new directory with {@code tls.crt} and {@code tls.key}. */
  static Path make() throws IOException {
    Path directory = Files.createTempDirectory("phasegate-bench");
    var clock = InstantSource.system();
    var authority = CertificateAuthority.create("Bench CA", Duration.ofDays(1), clock);
    var pair = authority.sign(Leaf.forHosts(List.of("localhost"), Duration.ofHours(12)), clock);
    Files.writeString(directory.resolve("tls.crt"), pair.chainPem());
    Files.writeString(directory.resolve("tls.key"), pair.keyPem());
    return directory;
  }
}
