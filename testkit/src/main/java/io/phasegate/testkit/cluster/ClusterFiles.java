package io.phasegate.testkit.cluster;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** Writes what the servers read when they start. */
final class ClusterFiles {

  private ClusterFiles() {}

  /** Everything that can be written before a server runs. */
  static void write(ClusterFolder folder, ClusterOptions options, List<ClusterUser> users)
      throws IOException {
    writeServiceAccountKeys(folder);
    Files.writeString(folder.auditPolicy(), options.auditPolicy());
    Files.createFile(folder.podLog());
    Files.writeString(folder.kwokConfig(), kwokConfig(folder, options));
    Files.writeString(
        folder.tokens(), users.stream().map(ClusterFiles::token).collect(Collectors.joining()));
  }

  /** A line of the token file: token, user, uid, groups. */
  private static String token(ClusterUser user) {
    return "%s,%s,%s,\"%s\"\n"
        .formatted(user.token(), user.name(), user.name(), String.join(",", user.groups()));
  }

  private static void writeServiceAccountKeys(ClusterFolder folder) throws IOException {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair pair = generator.generateKeyPair();
      writePem(folder.serviceAccountPrivateKey(), "PRIVATE KEY", pair.getPrivate());
      writePem(folder.serviceAccountPublicKey(), "PUBLIC KEY", pair.getPublic());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK can make a P-256 key", e);
    }
  }

  private static void writePem(Path file, String type, Key key) throws IOException {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
    Files.writeString(
        file, "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(type, base64, type));
  }

  /** Every Pod's log is one file, which the test writes; then the caller's own stages. */
  private static String kwokConfig(ClusterFolder folder, ClusterOptions options) {
    JsonObject log =
        JsonObject.of("logsFile", Json.text(folder.podLog().toString()))
            .with("follow", Json.Bool.FALSE);
    JsonObject logs =
        JsonObject.of("apiVersion", Json.text("kwok.x-k8s.io/v1alpha1"))
            .with("kind", Json.text("ClusterLogs"))
            .with("metadata", JsonObject.of("name", Json.text("pods")))
            .with("spec", JsonObject.of("logs", Json.array(log)));
    var config = new StringBuilder(JsonWriter.text(logs)).append('\n');
    options.stages().forEach(stage -> config.append("---\n").append(stage).append('\n'));
    return config.toString();
  }
}
