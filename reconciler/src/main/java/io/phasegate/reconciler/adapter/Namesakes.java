package io.phasegate.reconciler.adapter;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Looks once more at a name whose object went while a pass was over it. When such a pass ends, the
 * SDK forgets all that it knows of the name; that another object of that name was made meanwhile is
 * forgotten with it, and nobody would ever look at that one.
 */
final class Namesakes<R extends HasMetadata> extends AbstractEventSource<Void, R> {

  /** By then the SDK has forgotten. */
  private static final Executor LATER =
      CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS, Thread::startVirtualThread);

  Namesakes() {
    super(Void.class, "namesakes");
  }

  void lookAt(ResourceID name) {
    LATER.execute(() -> getEventHandler().handleEvent(new Event(name)));
  }

  @Override
  public Set<Void> getSecondaryResources(R primary) {
    return Set.of();
  }
}
