package io.phasegate.reconciler.engine.error;

import io.phasegate.reconciler.engine.policy.Profile;

/**
 * Something went wrong, and we know what kind of thing.
 *
 * @param reason one CamelCase word, as in a condition
 * @param message a sentence for the person who must act; may be empty
 * @param notFound whether behind it lies an object that does not exist
 */
public record CategorizedError(
    ErrorCategory category, String reason, String message, boolean notFound) {

  public static CategorizedError infrastructure(String reason, String message) {
    return new CategorizedError(ErrorCategory.INFRASTRUCTURE, reason, message, false);
  }

  public static CategorizedError auth(String reason, String message) {
    return new CategorizedError(ErrorCategory.AUTH, reason, message, false);
  }

  public static CategorizedError invalidSpec(String reason, String message) {
    return new CategorizedError(ErrorCategory.INVALID_SPEC, reason, message, false);
  }

  public static CategorizedError missingUpstream(String reason, String message) {
    return new CategorizedError(ErrorCategory.MISSING_UPSTREAM_DEPENDENCY, reason, message, false);
  }

  public static CategorizedError missingDownstream(String reason, String message) {
    return new CategorizedError(
        ErrorCategory.MISSING_DOWNSTREAM_DEPENDENCY, reason, message, false);
  }

  public static CategorizedError exhausted(String reason, String message) {
    return new CategorizedError(ErrorCategory.RESOURCE_EXHAUSTION, reason, message, false);
  }

  public static CategorizedError unknown(String message) {
    return new CategorizedError(ErrorCategory.UNKNOWN, "UnknownError", message, false);
  }

  /** The same, saying that an object does not exist. */
  public CategorizedError becauseNotFound() {
    return new CategorizedError(category, reason, message, true);
  }

  /** The same in another category. */
  public CategorizedError as(ErrorCategory other) {
    return new CategorizedError(other, reason, message, notFound);
  }

  /** True when it counts as one of this category. */
  public boolean is(ErrorCategory wanted, Profile profile) {
    return category.in(profile) == wanted;
  }

  /** {@code reason: message}, or whichever of the two there is. */
  public String text() {
    if (reason.isEmpty() || message.isEmpty()) {
      return reason.isEmpty() && message.isEmpty() ? "unexplained error" : reason + message;
    }
    return reason + ": " + message;
  }
}
