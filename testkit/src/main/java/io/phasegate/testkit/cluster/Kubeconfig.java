package io.phasegate.testkit.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.JsonWriter;
import java.util.Base64;
import java.util.List;

/** A kubeconfig as text. It is JSON, which every reader of YAML takes. */
final class Kubeconfig {

  private static final String CLUSTER = "phasegate";

  private Kubeconfig() {}

  /**
   * One context per user, under the user's name.
   *
   * @param caPem whom to trust
   * @param users the first one is the current context
   */
  static String of(String serverUrl, String caPem, List<ClusterUser> users) {
    return of(serverUrl, caPem, users, "default");
  }

  /**
   * One context per user, under the user's name.
   *
   * @param caPem whom to trust
   * @param users the first one is the current context
   * @param namespace where the users are at home
   */
  static String of(String serverUrl, String caPem, List<ClusterUser> users, String namespace) {
    JsonObject cluster =
        JsonObject.of("server", Json.text(serverUrl))
            .with(
                "certificate-authority-data",
                Json.text(Base64.getEncoder().encodeToString(caPem.getBytes(UTF_8))));
    return JsonWriter.pretty(
        JsonObject.of("apiVersion", Json.text("v1"))
            .with("kind", Json.text("Config"))
            .with("clusters", Json.array(named(CLUSTER, "cluster", cluster)))
            .with("users", JsonArray.of(users.stream().map(Kubeconfig::user).toList()))
            .with(
                "contexts",
                JsonArray.of(users.stream().map(user -> context(user, namespace)).toList()))
            .with("current-context", Json.text(users.getFirst().name())));
  }

  private static JsonObject user(ClusterUser user) {
    return named(user.name(), "user", JsonObject.of("token", Json.text(user.token())));
  }

  private static JsonObject context(ClusterUser user, String namespace) {
    return named(
        user.name(),
        "context",
        JsonObject.of("cluster", Json.text(CLUSTER))
            .with("user", Json.text(user.name()))
            .with("namespace", Json.text(namespace)));
  }

  private static JsonObject named(String name, String kind, JsonObject value) {
    return JsonObject.of("name", Json.text(name)).with(kind, value);
  }
}
