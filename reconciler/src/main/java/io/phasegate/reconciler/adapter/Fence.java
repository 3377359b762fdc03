package io.phasegate.reconciler.adapter;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.phasegate.reconciler.adapter.RunnerSettings.Leadership;
import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.resource.KindIdentity;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Keeps a replica from writing when it has lost the Lease without knowing it: a process that was
 * stopped and goes on is in the middle of a pass, and would end it beside the new leader. So the
 * holder is read anew before a write, unless that was done a moment ago. A Lease that was ours then
 * cannot be anybody else's yet, for it lasts longer than the moment.
 */
@FunctionalInterface
interface Fence {

  /**
   * How long a look at the Lease counts at most; a third of the time after which others take it.
   */
  Duration MOMENT = Duration.ofSeconds(5);

  /** What speaks against writing now. */
  Optional<CategorizedError> objection();

  /** For a process that works without a Lease. */
  static Fence open() {
    return Optional::empty;
  }

  /** The fence of a kind. */
  static Fence of(Optional<Leadership> lease, KubernetesClient client, KindIdentity identity) {
    return lease
        .<Fence>map(ours ->
            new OfLease(
                ours.identity(),
                () -> Held.of(read(client, ours.namespace(), identity.fieldManager())),
                InstantSource.system(),
                System::nanoTime))
        .orElseGet(Fence::open);
  }

  private static Optional<LeaseSpec> read(KubernetesClient client, String namespace, String name) {
    return Optional.ofNullable(client.leases().inNamespace(namespace).withName(name).get())
        .map(Lease::getSpec);
  }

  /**
   * Whose the Lease is.
   *
   * @param until by the holder's clock; from then on anybody may take it
   */
  record Held(String by, Instant until) {

    private static Held of(Optional<LeaseSpec> lease) {
      return new Held(
          lease.map(LeaseSpec::getHolderIdentity).orElse(""),
          lease
              .map(LeaseSpec::getRenewTime)
              .map(ZonedDateTime::toInstant)
              .orElse(Instant.EPOCH)
              .plusSeconds(lease.map(LeaseSpec::getLeaseDurationSeconds).orElse(0)));
    }
  }

  /**
   * By who holds the Lease; for many threads. Each looks for itself when nobody has looked a moment
   * ago: an answer that takes its time holds up the one who waits for it, and nobody else.
   */
  final class OfLease implements Fence {

    private final String identity;
    private final Supplier<Held> lease;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private volatile long believedUntil;

    /**
     * A fence.
     *
     * @param identity ours
     * @param lease reads whose the Lease is, or throws what the client throws
     * @param clock that the Lease was renewed by
     * @param nanoTime a clock that nobody sets, in nanoseconds
     */
    OfLease(String identity, Supplier<Held> lease, InstantSource clock, LongSupplier nanoTime) {
      this.identity = identity;
      this.lease = lease;
      this.clock = clock;
      this.nanoTime = nanoTime;
      this.believedUntil = nanoTime.getAsLong();
    }

    @Override
    public Optional<CategorizedError> objection() {
      if (nanoTime.getAsLong() - believedUntil < 0) {
        return Optional.empty();
      }
      try {
        Held held = lease.get();
        long now = nanoTime.getAsLong();
        Duration left = Duration.between(clock.instant(), held.until());
        if (!held.by().equals(identity) || !left.isPositive()) {
          return Optional.of(
              CategorizedError.infrastructure(
                  "NotLeading",
                  "the Lease is not ours any more; \"%s\" has it or had it last"
                      .formatted(held.by())));
        }
        believedUntil = now + Math.min(MOMENT.toNanos(), left.toNanos());
        return Optional.empty();
      } catch (RuntimeException e) {
        return Optional.of(ClientErrors.CLASSIFIER.classify(e));
      }
    }
  }
}
