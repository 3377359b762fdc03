package io.phasegate.testkit.front;

import io.phasegate.conversion.ApiVersion;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import java.util.List;

/**
 * What happened on one write, as data: whoever shows it chooses the words.
 *
 * @param method POST, PUT, PATCH or DELETE
 * @param path of the request, without its query
 * @param steps in the order in which they were taken; the last one is how it ended
 */
public record Trace(String method, String path, List<Step> steps) {

  public Trace {
    steps = List.copyOf(steps);
  }

  /** One step. Trees are those before and after it, whole. */
  public sealed interface Step {}

  /** Fields that the schema does not know were dropped. Only there when some were. */
  public record Pruned(JsonObject before, JsonObject after) implements Step {}

  /** Defaults of the schema were filled in. Only there when some were. */
  public record Defaulted(JsonObject before, JsonObject after) implements Step {}

  /**
   * A webhook allowed the write.
   *
   * @param webhook its name
   * @param patch the JSON Patch that was applied; empty for none
   * @param warnings in the webhook's words
   */
  public record Admitted(String webhook, JsonArray patch, List<String> warnings) implements Step {

    public Admitted {
      warnings = List.copyOf(warnings);
    }
  }

  /** A webhook refused the write; {@link Ended} follows and has the message. */
  public record Denied(String webhook, List<String> warnings) implements Step {

    public Denied {
      warnings = List.copyOf(warnings);
    }
  }

  /** The webhook converted the object. */
  public record Converted(JsonObject before, JsonObject after) implements Step {

    /** The version that it had. */
    public ApiVersion from() {
      return version(before);
    }

    /** The version that it has now. */
    public ApiVersion to() {
      return version(after);
    }

    private static ApiVersion version(JsonObject object) {
      return ApiVersion.of(object.get("apiVersion").flatMap(Json::asText).orElse(""));
    }
  }

  /** The store has the object now, as given here in the storage version. */
  public record Stored(JsonObject object) implements Step {}

  /** Nothing was written, because nothing would have changed or the request was a dry run. */
  public record NotWritten() implements Step {}

  /** The object is gone, or marked to go once its finalizers have. */
  public record Deleted() implements Step {}

  /** The write came to nothing. */
  public record Ended(ApiStatus status) implements Step {}
}
