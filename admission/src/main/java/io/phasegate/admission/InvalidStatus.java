package io.phasegate.admission;

import io.phasegate.admission.finding.Violation;
import io.phasegate.conversion.ApiVersion;
import io.phasegate.conversion.json.Excerpt;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The {@code Status} of an object with violations, as the API server says it of a schema, so that
 * both read alike. Its length has a bound, whatever keys the object has: the first violations are
 * told, in their order, and the others counted.
 */
final class InvalidStatus {

  /** More violations than these are counted, not told: the message must stay readable. */
  private static final int TOLD = 100;

  /** What is told takes no more than this; the first violation always is. In code points. */
  private static final int ROOM = 32_000;

  /** Of one field's way; each key in it is cut already. In code points, as the next two. */
  private static final int LONGEST_FIELD = 1_000;

  private static final int LONGEST_MESSAGE = 3_000;

  /** No name is longer in Kubernetes. */
  private static final int LONGEST_NAME = 253;

  private record Cause(String field, String reason, String message) {

    static Cause of(Violation violation) {
      return new Cause(
          Excerpt.of(violation.field().toString(), LONGEST_FIELD),
          violation.reason().word(),
          Excerpt.of(violation.message(), LONGEST_MESSAGE));
    }

    int length() {
      return field.length() + message.length();
    }

    JsonObject json() {
      return JsonObject.of("reason", Json.text(reason))
          .with("message", Json.text(message))
          .with("field", Json.text(field));
    }

    @Override
    public String toString() {
      return field + ": " + message;
    }
  }

  private InvalidStatus() {}

  /**
   * Says no.
   *
   * @param violations at least one, sorted
   */
  static JsonObject of(JsonObject object, List<Violation> violations) {
    String apiVersion = object.textAt("apiVersion").orElse("");
    String group = ApiVersion.of(apiVersion).group();
    String kind = object.textAt("kind").orElse("");
    String name = Excerpt.of(object.textAt("metadata.name").orElse(""), LONGEST_NAME);
    List<Cause> causes = causes(violations);
    String message =
        "%s \"%s\" is invalid: %s"
            .formatted(
                AdmittedKind.qualifiedName(group, kind), name, told(causes, violations.size()));
    return AdmissionResponse.status(422, "Invalid", message)
        .with(
            "details",
            JsonObject.of("name", Json.text(name))
                .with("group", Json.text(group))
                .with("kind", Json.text(kind))
                .with("causes", JsonArray.of(causes.stream().map(Cause::json).toList())));
  }

  private static List<Cause> causes(List<Violation> violations) {
    List<Cause> causes = new ArrayList<>();
    int room = ROOM;
    for (Violation violation : violations) {
      var cause = Cause.of(violation);
      room -= cause.length();
      if (causes.size() == TOLD || (room < 0 && !causes.isEmpty())) {
        break;
      }
      causes.add(cause);
    }
    return causes;
  }

  private static String told(List<Cause> causes, int all) {
    String told = causes.stream().map(Cause::toString).collect(Collectors.joining(", "));
    int untold = all - causes.size();
    String list = untold > 0 ? "%s, and %d more".formatted(told, untold) : told;
    return all == 1 ? list : "[" + list + "]";
  }
}
