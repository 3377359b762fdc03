package io.phasegate.testkit.contract;

import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What becomes of warnings on their way into HTTP headers (A10). */
final class WarningFacts {

  /** Where all warnings of a request together are longer, each is cut. In Unicode code points. */
  private static final int MAX_TOGETHER = 4096;

  /** What is left of a warning that is cut. */
  private static final int MAX_EACH = 256;

  private WarningFacts() {}

  static boolean isListOfStrings(Json value) {
    return value
        .asArray()
        .filter(list -> list.items().stream().allMatch(item -> item instanceof Json.Text))
        .isPresent();
  }

  static Stream<String> faults(ReviewPair pair) {
    List<String> warnings =
        pair.response().get("warnings").flatMap(Json::asArray).map(JsonArray::items).stream()
            .flatMap(List::stream)
            .flatMap(item -> item.asText().stream())
            .toList();
    return Stream.of(dropped(warnings), tooLong(warnings), twice(warnings))
        .flatMap(faults -> faults);
  }

  private static Stream<String> dropped(List<String> warnings) {
    return warnings.stream()
        .filter(text -> text.isBlank() || !fitsHeader(text))
        .map(text -> "a warning is dropped without notice: %s".formatted(Json.text(text)));
  }

  /** Control characters and halves of surrogate pairs have no way into a header. */
  private static boolean fitsHeader(String text) {
    return text.codePoints()
        .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
  }

  private static Stream<String> tooLong(List<String> warnings) {
    int together = warnings.stream().mapToInt(WarningFacts::length).sum();
    if (together > MAX_TOGETHER) {
      return Stream.of(
          "the warnings have %d characters together; over %d they are cut and lost"
              .formatted(together, MAX_TOGETHER));
    }
    return warnings.stream()
        .filter(text -> length(text) > MAX_EACH)
        .map(text ->
            "a warning has %d characters and is cut at %d where others warn too: %.40s..."
                .formatted(length(text), MAX_EACH, text));
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  private static Stream<String> twice(List<String> warnings) {
    Set<String> seen = new HashSet<>();
    return warnings.stream()
        .filter(text -> !seen.add(text))
        .map("a warning is there twice and shown once: %s"::formatted);
  }
}
