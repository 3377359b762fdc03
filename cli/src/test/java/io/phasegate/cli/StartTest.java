package io.phasegate.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.phasegate.certs.CertificateAuthority;
import io.phasegate.certs.CertificateBundle;
import io.phasegate.certs.Leaf;
import io.phasegate.conversion.Kinds;
import io.phasegate.conversion.json.JsonWriter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a webhook does not load on its way to the first answer. Times depend on the machine; what
 * was found to take them does not (bench/results/2026-11-30-start.md).
 */
@TestInstance(Lifecycle.PER_CLASS)
class StartTest {

  /** Names of classes, written down when the first review was answered. */
  private final Set<String> loaded;

  /** Starts a webhook and asks it until it answers. */
  StartTest(@TempDir Path directory) throws Exception {
    var clock = InstantSource.system();
    var authority = CertificateAuthority.create("Start CA", Duration.ofDays(1), clock);
    var pair = authority.sign(Leaf.forHosts(List.of("localhost"), Duration.ofHours(1)), clock);
    Files.writeString(directory.resolve("tls.crt"), pair.chainPem());
    Files.writeString(directory.resolve("tls.key"), pair.keyPem());
    Path classes = directory.resolve("classes.log");
    Process process = start(directory, classes);
    try (var output = process.inputReader(UTF_8);
        var client = HttpClient.newBuilder().sslContext(trusting(pair)).build()) {
      assertThat(output.readLine()).startsWith("listening health ");
      String port = output.readLine().replaceFirst(".*:", "");
      await().atMost(Duration.ofMinutes(1)).until(() -> isConverted(client, port));
      loaded = names(classes);
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void theLogTellsOfOurOwnClasses() {
    assertThat(loaded).contains("io.phasegate.cli.WebhookRun", "io.netty.channel.Channel");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "picocli.", // options are read plainly
        "org.yaml.snakeyaml.", // the build has made JSON of CRDs and samples
        "org.bouncycastle.", // the JDK reads usual keys, and signed jars are slow to open
        "ch.qos.logback.classic.joran.", // the log is set up in Java
        "ch.qos.logback.core.pattern.", // and its lines are written by hand
        "javax.xml.",
        "com.sun.crypto.provider.PBKDF2", // no key is hidden behind a password
        "io.fabric8.", // the webhook knows no cluster
        "io.phasegate.reconciler."
      })
  void theFirstAnswerNeedsNoneOf(String prefix) {
    assertThat(loaded).filteredOn(name -> name.startsWith(prefix)).isEmpty();
  }

  private static Process start(Path certificates, Path classes) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-Xlog:class+load:file=" + classes + "::filecount=0",
            "-cp",
            System.getProperty("java.class.path"),
            Phasegate.class.getName(),
            "webhook",
            "--cert-dir",
            certificates.toString(),
            "--listen=127.0.0.1:0",
            "--health=127.0.0.1:0")
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static boolean isConverted(HttpClient client, String port) throws Exception {
    String sample = JsonWriter.text(Kinds.samples().getFirst());
    String review =
        """
        {"kind":"ConversionReview","apiVersion":"apiextensions.k8s.io/v1","request":{"uid":"1",\
        "desiredAPIVersion":"nvidia.com/v1beta1","objects":[%s]}}\
        """
            .formatted(sample);
    var request =
        HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/convert"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(review))
            .build();
    return client.send(request, BodyHandlers.ofString()).body().contains("\"Success\"");
  }

  /** From lines such as {@code [0.1s][info][class,load] java.lang.Object source: …}. */
  private static Set<String> names(Path log) throws IOException {
    try (var lines = Files.lines(log)) {
      return lines
          .filter(line -> line.contains(" source: "))
          .map(line -> line.replaceFirst("^(\\[[^]]*\\])+ ", "").replaceFirst(" source: .*", ""))
          .collect(Collectors.toUnmodifiableSet());
    }
  }

  private static SSLContext trusting(CertificateBundle pair) throws Exception {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    store.setCertificateEntry("server", pair.leaf());
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    var context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
