package io.phasegate.reconciler.adapter;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.ResourceAction;
import io.javaoperatorsdk.operator.processing.event.source.controller.ResourceEvent;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Has an object looked at that was made under the name of one that is gone, while there was still a
 * pass over that one. Of a kind that hears of deletions the SDK hands such an object over as the
 * deleted one; after that pass it forgets all that it knows of the name, and lets no event through
 * to it but one of the object itself.
 */
final class Namesakes<R extends HasMetadata> extends AbstractEventSource<Void, R> {

  /** By then the SDK has forgotten. */
  private static final Executor LATER =
      CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS, Thread::startVirtualThread);

  Namesakes() {
    super(Void.class, "namesakes");
  }

  /**
   * To be called at the end of a pass.
   *
   * @param cached the object of that name, if there is one
   */
  void lookFor(ResourceID name, Supplier<Optional<R>> cached) {
    LATER.execute(() -> cached.get().ifPresent(namesake -> tell(name, namesake)));
  }

  private void tell(ResourceID name, R namesake) {
    getEventHandler().handleEvent(new ResourceEvent(ResourceAction.ADDED, name, namesake));
  }

  @Override
  public Set<Void> getSecondaryResources(R primary) {
    return Set.of();
  }
}
