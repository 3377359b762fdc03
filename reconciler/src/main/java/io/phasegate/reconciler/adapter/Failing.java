package io.phasegate.reconciler.adapter;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.error.InfrastructureFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Says in words for the log which object's passes fail again and again, and why: it may be the
 * writing of its status that fails, and then the object itself cannot tell. Every fifth failure in
 * a row is worth a line, and of all objects together one in five seconds, with a count of the
 * others.
 */
final class Failing {

  private static final int WORTH_TELLING = 5;

  private static final Duration BETWEEN = Duration.ofSeconds(5);

  private final InstantSource clock;
  private Instant next = Instant.MIN;
  private int untold;

  Failing(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * The line.
   *
   * @param inARow how many passes over the object have failed, this one among them
   */
  synchronized Optional<String> line(HasMetadata object, int inARow, InfrastructureFailure why) {
    if (inARow % WORTH_TELLING != 0) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    if (now.isBefore(next)) {
      untold++;
      return Optional.empty();
    }
    String others = untold == 0 ? "" : " (and %d more objects)".formatted(untold);
    next = now.plus(BETWEEN);
    untold = 0;
    return Optional.of(
        "%s %s/%s: %d passes in a row have failed: %s%s"
            .formatted(
                object.getKind(),
                object.getMetadata().getNamespace(),
                object.getMetadata().getName(),
                inARow,
                why.errors().stream()
                    .map(CategorizedError::text)
                    .distinct()
                    .collect(Collectors.joining("; ")),
                others));
  }
}
