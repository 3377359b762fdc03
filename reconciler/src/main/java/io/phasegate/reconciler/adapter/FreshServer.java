package io.phasegate.reconciler.adapter;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.phasegate.reconciler.engine.error.PassInterrupted;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * An API server that has just started has read no roles yet, and refuses everybody. Such a 401 or
 * 403 is no answer, and must neither fail a request nor park it: it counts only when a server that
 * calls itself ready says it again.
 *
 * <p>Where it does not know us enough to say whether it is ready, the call is repeated for as long
 * as a server takes to read its accounts, and a refusal that lasts counts.
 */
final class FreshServer {

  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

  /** With a second between them, longer than a server takes to read its accounts. */
  static final int TRIES_IN_THE_DARK = 15;

  /** What a server says of itself. */
  enum Readiness {
    READY,
    STARTING,
    /** It does not know us, and so does not say. */
    HIDDEN
  }

  private FreshServer() {}

  /** The call's result, by a second attempt if need be. */
  static <T> T insist(KubernetesClient client, Supplier<T> call) {
    return insist(() -> readiness(client), FreshServer::pause, call);
  }

  /**
   * The same.
   *
   * @param pause between two tries
   * @throws KubernetesClientException 503 where the server is not ready
   */
  static <T> T insist(Supplier<Readiness> readiness, Runnable pause, Supplier<T> call) {
    for (int left = TRIES_IN_THE_DARK; ; left--) {
      try {
        return call.get();
      } catch (KubernetesClientException e) {
        if (!isRefusal(e)) {
          throw e;
        }
        switch (readiness.get()) {
          case READY -> {
            return call.get();
          }
          case STARTING -> throw starting(e);
          case HIDDEN -> {
            if (left == 0) {
              throw e;
            }
            pause.run();
          }
        }
      }
    }
  }

  private static KubernetesClientException starting(KubernetesClientException e) {
    return new KubernetesClientException(
        "the API server is starting: " + e.getMessage(),
        e,
        HttpURLConnection.HTTP_UNAVAILABLE,
        null,
        null);
  }

  private static boolean isRefusal(KubernetesClientException e) {
    return e.getCode() == HttpURLConnection.HTTP_UNAUTHORIZED
        || e.getCode() == HttpURLConnection.HTTP_FORBIDDEN;
  }

  /**
   * Who is known may ask for this before any role is read (--authorization-always-allow-paths);
   * where that is forbidden, an administrator has said so, and it is no sign of a start. Who is not
   * known may be so because accounts have not been read yet.
   */
  private static Readiness readiness(KubernetesClient client) {
    try {
      return "ok".equals(client.raw("/readyz")) ? Readiness.READY : Readiness.STARTING;
    } catch (KubernetesClientException e) {
      return switch (e.getCode()) {
        case HttpURLConnection.HTTP_FORBIDDEN -> Readiness.READY;
        case HttpURLConnection.HTTP_UNAUTHORIZED -> Readiness.HIDDEN;
        default -> Readiness.STARTING;
      };
    }
  }

  private static void pause() {
    try {
      Thread.sleep(BETWEEN_TRIES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PassInterrupted(e);
    }
  }
}
