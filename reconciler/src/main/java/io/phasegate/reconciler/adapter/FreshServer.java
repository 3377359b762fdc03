package io.phasegate.reconciler.adapter;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * An API server that has just started has read no roles yet, and refuses everybody. Such a 401 or
 * 403 is no answer, and must neither fail a request nor park it: it counts only when a server that
 * calls itself ready says it again.
 */
final class FreshServer {

  private FreshServer() {}

  /** The call's result, by a second attempt if need be. */
  static <T> T insist(KubernetesClient client, Supplier<T> call) {
    return insist(() -> isReady(client), call);
  }

  /**
   * The same.
   *
   * @throws KubernetesClientException 503 where the server is not ready
   */
  static <T> T insist(BooleanSupplier ready, Supplier<T> call) {
    try {
      return call.get();
    } catch (KubernetesClientException e) {
      if (!isRefusal(e)) {
        throw e;
      }
      if (!ready.getAsBoolean()) {
        throw new KubernetesClientException(
            "the API server is starting: " + e.getMessage(),
            e,
            HttpURLConnection.HTTP_UNAVAILABLE,
            null,
            null);
      }
      return call.get();
    }
  }

  private static boolean isRefusal(KubernetesClientException e) {
    return e.getCode() == HttpURLConnection.HTTP_UNAUTHORIZED
        || e.getCode() == HttpURLConnection.HTTP_FORBIDDEN;
  }

  /**
   * Whether its refusals count. Everybody may ask for this whatever roles are known
   * (--authorization-always-allow-paths): where an administrator forbids it, it is no sign of a
   * start, and waiting for it would hide every right that is missing.
   */
  static boolean isReady(KubernetesClient client) {
    try {
      return "ok".equals(client.raw("/readyz"));
    } catch (KubernetesClientException e) {
      return e.getCode() == HttpURLConnection.HTTP_FORBIDDEN;
    }
  }
}
