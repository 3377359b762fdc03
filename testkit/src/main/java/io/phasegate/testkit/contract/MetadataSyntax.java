package io.phasegate.testkit.contract;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What an API server accepts as names, labels and annotations. */
public final class MetadataSyntax {

  /** All keys and values of an object's annotations together, in bytes of UTF-8. */
  public static final int MAX_ANNOTATION_BYTES = 256 * 1024;

  private static final int MAX_NAME = 63;
  private static final int MAX_SUBDOMAIN = 253;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?");
  private static final Pattern SUBDOMAIN =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

  private MetadataSyntax() {}

  /** True for a DNS subdomain, which is what most objects may be called. */
  public static boolean isSubdomain(String text) {
    return text.length() <= MAX_SUBDOMAIN && SUBDOMAIN.matcher(text).matches();
  }

  /** True for {@code [prefix/]name}, the form of label and annotation keys. */
  public static boolean isQualifiedName(String key) {
    int slash = key.indexOf('/');
    return isName(key.substring(slash + 1)) && (slash < 0 || isSubdomain(key.substring(0, slash)));
  }

  private static boolean isName(String text) {
    return text.length() <= MAX_NAME && NAME.matcher(text).matches();
  }

  /**
   * What is wrong with labels, one phrase for each fault, beginning with the key in brackets.
   *
   * @param labels string values; others are passed over
   */
  public static Stream<String> labelFaults(JsonObject labels) {
    return labels.entries().stream().flatMap(MetadataSyntax::labelFault);
  }

  private static Stream<String> labelFault(Map.Entry<String, Json> label) {
    if (!isQualifiedName(label.getKey())) {
      return Stream.of("[%s] has a key that no label may have".formatted(label.getKey()));
    }
    return label
        .getValue()
        .asText()
        .filter(value -> !value.isEmpty() && !isName(value))
        .map(value ->
            "[%s] has a value that no label may have: \"%s\"".formatted(label.getKey(), value))
        .stream();
  }

  /**
   * What is wrong with annotations, as {@link #labelFaults}. Keys may have upper case in their
   * prefix, values any text.
   */
  public static Stream<String> annotationFaults(JsonObject annotations) {
    Stream<String> badKeys =
        annotations.keys().stream()
            .filter(key -> !isQualifiedName(key.toLowerCase(Locale.ROOT)))
            .map("[%s] has a key that no annotation may have"::formatted);
    return Stream.concat(badKeys, tooLarge(annotations).stream());
  }

  private static Optional<String> tooLarge(JsonObject annotations) {
    long bytes =
        annotations.entries().stream()
            .mapToLong(e -> utf8(e.getKey()) + utf8(e.getValue().asText().orElse("")))
            .sum();
    return bytes <= MAX_ANNOTATION_BYTES
        ? Optional.empty()
        : Optional.of(
            "takes %d bytes together, the limit is %d".formatted(bytes, MAX_ANNOTATION_BYTES));
  }

  private static long utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
