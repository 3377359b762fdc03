package io.phasegate.reconciler.engine.error;

import io.fabric8.kubernetes.api.model.Status;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Turns a throwable into a {@link CategorizedError}: spec/engine.md 4.3. Each test searches the
 * whole chain of causes before the next one is tried: an error that is categorized already, an
 * answer of the API server, the network, and last of all the unknown.
 */
public final class ErrorClassifier {

  private static final String NETWORK_ERROR = "NetworkError";

  private final ApiAnswers answers;

  public ErrorClassifier(ApiAnswers answers) {
    this.answers = answers;
  }

  /**
   * What went wrong.
   *
   * @throws PassInterrupted when it was only that the process is stopping
   */
  public CategorizedError classify(Throwable throwable) {
    List<Throwable> chain = chain(throwable);
    for (Throwable link : chain) {
      if (link instanceof CategorizedException categorized) {
        boolean missing = categorized.error().notFound() || isNotFound(chain);
        return missing ? categorized.error().becauseNotFound() : categorized.error();
      }
    }
    for (Throwable link : chain) {
      Optional<CategorizedError> answer = answers.in(link).flatMap(ErrorClassifier::ofAnswer);
      if (answer.isPresent()) {
        return answer.get();
      }
    }
    // Clients wrap what they meet in plain IOExceptions, so the plain ones count last.
    List<CategorizedError> network =
        chain.stream().flatMap(link -> ofNetwork(link).stream()).toList();
    Optional<CategorizedError> telling =
        network.stream().filter(error -> !error.reason().equals(NETWORK_ERROR)).findFirst();
    if (!network.isEmpty()) {
      return telling.orElse(network.getFirst());
    }
    return CategorizedError.unknown(text(throwable));
  }

  /** What an answer of the API server means; nothing when it is no failure. */
  public static Optional<CategorizedError> ofAnswer(Status status) {
    String reason = Objects.requireNonNullElse(status.getReason(), "");
    int code = Objects.requireNonNullElse(status.getCode(), 0);
    String message = Objects.requireNonNullElse(status.getMessage(), "");
    if (code == 404 && message.contains("page not found")) {
      return Optional.of(
          CategorizedError.infrastructure(
              "ApiNotInstalled", "the API server does not know this kind: " + message));
    }
    if (code == 429) {
      return Optional.of(CategorizedError.infrastructure("RateLimited", message));
    }
    Optional<CategorizedError> byReason = ofReason(reason, message);
    return byReason.isPresent() ? byReason : ofCode(code, message);
  }

  private static Optional<CategorizedError> ofReason(String reason, String message) {
    return Optional.ofNullable(
        switch (reason) {
          case "NotFound" ->
              CategorizedError.missingDownstream("NotFound", message).becauseNotFound();
          case "Unauthorized", "Forbidden" -> CategorizedError.auth(reason, message);
          case "Invalid" -> CategorizedError.invalidSpec("InvalidSpec", message);
          case "AlreadyExists" -> CategorizedError.invalidSpec("AlreadyExists", message);
          case "Conflict" -> CategorizedError.infrastructure("Conflict", message);
          case "ServerTimeout", "Timeout" -> CategorizedError.infrastructure("Timeout", message);
          case "ServiceUnavailable", "InternalError" ->
              CategorizedError.infrastructure("ServiceUnavailable", message);
          case "TooManyRequests" -> CategorizedError.infrastructure("RateLimited", message);
          default -> null;
        });
  }

  private static Optional<CategorizedError> ofCode(int code, String message) {
    return Optional.ofNullable(
        switch (code) {
          case 404 -> CategorizedError.missingDownstream("NotFound", message).becauseNotFound();
          case 401 -> CategorizedError.auth("Unauthorized", message);
          case 403 -> CategorizedError.auth("Forbidden", message);
          case 422 -> CategorizedError.invalidSpec("InvalidSpec", message);
          case 409 -> CategorizedError.infrastructure("Conflict", message);
          case 504 -> CategorizedError.infrastructure("Timeout", message);
          case 500, 503 -> CategorizedError.infrastructure("ServiceUnavailable", message);
          default -> ofCodeRange(code, message);
        });
  }

  private static @Nullable CategorizedError ofCodeRange(int code, String message) {
    if (code >= 500) {
      return CategorizedError.infrastructure("ServerError", message);
    }
    return code >= 400 ? CategorizedError.invalidSpec("ClientError", message) : null;
  }

  private static Optional<CategorizedError> ofNetwork(Throwable throwable) {
    String text = text(throwable);
    return Optional.ofNullable(
        switch (throwable) {
          case InterruptedException interrupted -> throw interrupted(interrupted);
          case CancellationException cancelled -> throw interrupted(cancelled);
          case SocketTimeoutException _, HttpTimeoutException _, TimeoutException _ ->
              CategorizedError.infrastructure("NetworkTimeout", text);
          case InterruptedIOException interrupted -> throw interrupted(interrupted);
          case ConnectException _ -> CategorizedError.infrastructure("ConnectionRefused", text);
          case UnknownHostException _, UnresolvedAddressException _ ->
              CategorizedError.infrastructure("DNSFailure", "cannot resolve the host: " + text);
          case SocketException reset when text.toLowerCase(Locale.ROOT).contains("reset") ->
              CategorizedError.infrastructure("ConnectionReset", text);
          case IOException io when text.toLowerCase(Locale.ROOT).contains("connection reset") ->
              CategorizedError.infrastructure("ConnectionReset", text);
          case IOException _ -> CategorizedError.infrastructure(NETWORK_ERROR, text);
          default -> null;
        });
  }

  private static PassInterrupted interrupted(Throwable cause) {
    Thread.currentThread().interrupt();
    return new PassInterrupted(cause);
  }

  private boolean isNotFound(List<Throwable> chain) {
    return chain.stream()
        .flatMap(link -> answers.in(link).stream())
        .flatMap(status -> ofAnswer(status).stream())
        .anyMatch(CategorizedError::notFound);
  }

  private static List<Throwable> chain(Throwable throwable) {
    List<Throwable> chain = new ArrayList<>();
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Throwable link = throwable; link != null && seen.add(link); link = link.getCause()) {
      chain.add(link);
    }
    return chain;
  }

  private static String text(Throwable throwable) {
    return Objects.requireNonNullElse(throwable.getMessage(), throwable.getClass().getSimpleName());
  }
}
