package io.phasegate.reconciler.dgdr.resource;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** What was there first, by the API server's own clock; it tells whole seconds. */
public final class Age {

  private Age() {}

  /**
   * True when an object was there before a request: then an earlier request of that name has left
   * it, for a request makes nothing before it is there itself. Where a time is missing nobody
   * knows, and it counts as younger.
   */
  public static boolean isOlder(HasMetadata object, HasMetadata request) {
    return created(object).flatMap(one -> created(request).filter(one::isBefore)).isPresent();
  }

  /** When an object was made; empty where its time is missing or is none. */
  public static Optional<Instant> created(HasMetadata object) {
    try {
      return Optional.ofNullable(object.getMetadata().getCreationTimestamp()).map(Instant::parse);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
