package io.phasegate.reconciler.engine.inspect;

import io.phasegate.reconciler.engine.error.CategorizedError;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Why an image cannot be pulled, from the kubelet's message (spec/engine.md 6.4). */
final class ImagePull {

  private static final List<String> AUTH =
      List.of(
          "unauthorized",
          "authentication required",
          "authentication failed",
          "401",
          "403",
          "forbidden",
          "denied",
          "permission denied",
          "access denied",
          "credentials",
          "authentication");
  private static final List<String> NOT_FOUND =
      List.of("not found", "404", "manifest unknown", "name unknown", "image not found", "no such");

  private ImagePull() {}

  /**
   * The verdict.
   *
   * @param image as the Pod names it; it is not looked at, its digest may hold any number
   * @param closely whether numbers must stand alone (D-21)
   */
  static CategorizedError verdict(String container, String image, String message, boolean closely) {
    String text = closely && !image.isEmpty() ? message.replace(image, " ") : message;
    String lower = text.toLowerCase(Locale.ROOT);
    String sentence = "container %s: %s".formatted(container, message);
    if (AUTH.stream().anyMatch(word -> has(lower, word, closely))) {
      return CategorizedError.auth("ImagePullAuthFailure", sentence);
    }
    return NOT_FOUND.stream().anyMatch(word -> has(lower, word, closely))
        ? CategorizedError.missingUpstream("ImageNotFound", sentence)
        : CategorizedError.infrastructure("ImagePullBackOff", sentence);
  }

  private static boolean has(String text, String word, boolean closely) {
    boolean aloneOnly = closely && Character.isDigit(word.charAt(0));
    return aloneOnly
        ? Pattern.compile("(?<![\\w:@.-])" + word + "(?![\\w.-])").matcher(text).find()
        : text.contains(word);
  }
}
