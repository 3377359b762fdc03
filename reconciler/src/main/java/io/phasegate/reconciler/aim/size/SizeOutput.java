package io.phasegate.reconciler.aim.size;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.phasegate.reconciler.engine.condition.ConditionMessage;
import io.phasegate.reconciler.engine.error.CategorizedError;
import java.util.List;

/**
 * What the check-size Job prints as its last line: {@code {"url": "hf://…", "sizeBytes": 123}}
 * (spec/engine.md 8.4).
 */
public final class SizeOutput {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long LARGEST = 1L << 50;

  private SizeOutput() {}

  /** What the end of its log says; blank lines do not count. */
  public static ModelSize of(List<String> lines) {
    List<String> written = lines.stream().filter(line -> !line.isBlank()).toList();
    return written.isEmpty()
        ? new ModelSize.Unread("its log is empty")
        : ofLine(written.getLast().strip());
  }

  private static ModelSize ofLine(String line) {
    try {
      JsonNode size = JSON.readTree(line).path("sizeBytes");
      boolean valid =
          size.isIntegralNumber()
              && size.canConvertToLong()
              && size.longValue() > 0
              && size.longValue() <= LARGEST;
      return valid
          ? new ModelSize.Known(size.longValue(), true)
          : bad("sizeBytes must be a whole number from 1 to 2^50", line);
    } catch (JsonProcessingException e) {
      return bad("it is no JSON object", line);
    }
  }

  private static ModelSize bad(String why, String line) {
    return new ModelSize.BadOutput(
        CategorizedError.invalidSpec(
            "InvalidSizeOutput",
            "the check-size Job has printed no size (%s): %s; check spec.modelDownloadImage, or set spec.size"
                .formatted(why, ConditionMessage.tidy(line, ConditionMessage.LONGEST_EXCERPT))));
  }
}
