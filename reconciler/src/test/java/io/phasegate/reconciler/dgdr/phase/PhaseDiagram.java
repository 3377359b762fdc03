package io.phasegate.reconciler.dgdr.phase;

import io.phasegate.conversion.json.JsonObject;
import io.phasegate.reconciler.engine.condition.StatusCondition;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Writes {@code docs/phases-dgdr.md} from the phases and their arrows. */
final class PhaseDiagram {

  private PhaseDiagram() {}

  static String text() {
    return """
    <!-- Generated from the code; do not edit.
         To write it anew: mvn test -pl reconciler -am -Dtest=PhaseDiagramTest -Dphasegate.docs=write -Dsurefire.failIfNoSpecifiedTests=false -->

    # The phases of a DynamoGraphDeploymentRequest

    ```mermaid
    stateDiagram-v2
      [*] --> Pending
    %s  Failed --> [*]
    ```

    In each phase the condition `Succeeded` says the same, whatever led there:

    | phase | `Succeeded` | reason | message |
    |---|---|---|---|
    %s
    The message goes on with what holds the request up there, if anything does: a Pod that cannot be scheduled, a name that
    is taken. In `Failed` it tells the first condition that went wrong. A request ends there: correct what the
    message names, and create it anew. An edit of an accepted spec is refused by the webhook; should one come through,
    the condition `SpecAccepted` says so, and what was accepted stays in force. `autoApply` is the exception: it may
    become true in `Ready`.
    """
        .formatted(arrows(), phases());
  }

  private static String arrows() {
    return Arrow.all().stream()
        .map(arrow -> "  %s --> %s: %s\n".formatted(arrow.from(), arrow.to().word(), arrow.when()))
        .collect(Collectors.joining());
  }

  private static String phases() {
    return Arrays.stream(Phase.values())
        .map(phase -> {
          StatusCondition succeeded =
              new DgdrStatus(JsonObject.empty())
                  .saying(phase.succeeded(""), Instant.EPOCH, 1)
                  .condition(DgdrCondition.SUCCEEDED)
                  .orElseThrow();
          return "| `%s` | `%s` | `%s` | %s |\n"
              .formatted(
                  phase.word(), succeeded.status().word(), succeeded.reason(), succeeded.message());
        })
        .collect(Collectors.joining());
  }
}
