package io.phasegate.reconciler.adapter;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.error.InfrastructureFailure;
import io.phasegate.reconciler.engine.error.PassInterrupted;
import io.phasegate.reconciler.engine.event.EventSink;
import io.phasegate.reconciler.engine.kind.Kind;
import io.phasegate.reconciler.engine.pass.BackoffSchedule;
import io.phasegate.reconciler.engine.pass.Engine;
import io.phasegate.reconciler.engine.pass.Outcome;
import io.phasegate.reconciler.engine.pass.Ports;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One kind as the SDK sees it: a pass of the engine, and its outcome in the SDK's words. */
final class KindReconciler<R extends HasMetadata, S, F, O> implements Reconciler<R> {

  private static final Logger LOG = LoggerFactory.getLogger(KindReconciler.class);
  private static final Duration GUARDED = Duration.ofSeconds(5);

  /**
   * What comes at once again that often gets nowhere: somebody undoes each step that it takes. More
   * than any kind needs from its beginning to its end.
   */
  private static final int AT_ONCE_IN_A_ROW = 20;

  private final Kind<R, S, F, O> kind;
  private final Caches<R> caches;
  private final EventSink events;
  private final InstantSource clock;
  private final Supplier<Wait> guard;
  private final Fence fence;
  private final OutcomeListener listener;
  private final Duration longest;
  private final InARow failures = new InARow();
  private final InARow hurried = new InARow();
  private final Pauses pauses = new Pauses();
  private final Failing failing;
  private final Namesakes<R> namesakes = new Namesakes<>();

  private volatile Supplier<Stream<R>> objects = Stream::empty;

  /**
   * A reconciler.
   *
   * @param guard asked before each pass whether writing is safe (D-30)
   * @param fence asked before each write whether it is still ours to do
   * @param longest a pass comes after so long at the latest, whatever the engine asks for
   */
  KindReconciler(
      Kind<R, S, F, O> kind,
      Class<R> type,
      EventSink events,
      InstantSource clock,
      Supplier<Wait> guard,
      Fence fence,
      OutcomeListener listener,
      Duration longest) {
    this.kind = kind;
    this.caches = new Caches<>(kind.identity(), type);
    this.events = events;
    this.clock = clock;
    this.failing = new Failing(clock);
    this.guard = guard;
    this.fence = fence;
    this.listener = listener;
    this.longest = longest;
  }

  @Override
  public List<EventSource<?, R>> prepareEventSources(EventSourceContext<R> context) {
    var primaries = context.getPrimaryCache();
    objects = () -> primaries.list();
    List<EventSource<?, R>> sources = new ArrayList<>(caches.open(kind.watches(), context));
    sources.add(namesakes);
    return sources;
  }

  @Override
  public UpdateControl<R> reconcile(R resource, Context<R> context) {
    boolean deleted = context.isPrimaryResourceDeleted();
    UpdateControl<R> control = deleted ? forget(resource) : pass(resource, context);
    if (deleted || hasGone(resource, context)) {
      ResourceID name = ResourceID.fromResource(resource);
      namesakes.lookFor(name, () -> context.getPrimaryCache().get(name));
    }
    return control;
  }

  /** It is gone; what we see is only its picture, or already its namesake. */
  private UpdateControl<R> forget(R resource) {
    failures.over(resource);
    hurried.over(resource);
    return UpdateControl.noUpdate();
  }

  private UpdateControl<R> pass(R resource, Context<R> context) {
    if (!(guard.get() instanceof Wait.Over)) {
      return UpdateControl.<R>noUpdate().rescheduleAfter(GUARDED);
    }
    long start = System.nanoTime();
    Outcome outcome = outcome(resource, context);
    listener.passed(
        kind.identity().controller(), outcome, Duration.ofNanos(System.nanoTime() - start));
    if (!(outcome instanceof Outcome.BackOff)) {
      failures.over(resource);
    }
    if (!(outcome instanceof Outcome.AgainAtOnce)) {
      hurried.over(resource);
    }
    pauses
        .notice(resource, outcome instanceof Outcome.Paused, kind.identity().pauseAnnotation())
        .ifPresent(notice -> events.emit(resource, notice));
    return control(resource, outcome);
  }

  private static <R extends HasMetadata> boolean hasGone(R resource, Context<R> context) {
    return context
        .getPrimaryCache()
        .get(ResourceID.fromResource(resource))
        .filter(now -> Objects.equals(now.getMetadata().getUid(), resource.getMetadata().getUid()))
        .isEmpty();
  }

  /** How many objects are in which phase; those that nobody has looked at yet are in none. */
  Map<String, Long> phases() {
    return objects
        .get()
        .map(kind::phaseOf)
        .collect(Collectors.groupingBy(phase -> phase, Collectors.counting()));
  }

  /**
   * No exception reaches the SDK: it would start retries of its own beside ours (spec 9.4). Nor
   * does an error, such as a stack that somebody's document has overflowed: after one the SDK would
   * never look at an object of that name again.
   */
  private Outcome outcome(R resource, Context<R> context) {
    try {
      return new Engine<>(kind, ports(resource, context)).run(resource);
    } catch (PassInterrupted e) {
      LOG.debug("stopping", e);
      return new Outcome.Settled();
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      LOG.error(
          "a pass over {} {} ended with a mistake in its code",
          resource.getKind(),
          ResourceID.toString(resource),
          e);
      return new Outcome.BackOff(
          new InfrastructureFailure(List.of(CategorizedError.unknown(e.toString()))),
          Duration.ZERO);
    }
  }

  private Ports<R> ports(R resource, Context<R> context) {
    var client = context.getClient();
    var reader = new ClusterReader<R>(client, Optional.of(caches));
    return new Ports<>(
        reader,
        new LogsAndEvents(client),
        new ClusterApplier<>(context, reader, kind.identity().fieldManager(), fence),
        ClusterStatusWriter.of(kind.statusShape(), resource, context, fence),
        events,
        new LogLines(),
        clock);
  }

  private UpdateControl<R> control(R resource, Outcome outcome) {
    UpdateControl<R> control = UpdateControl.noUpdate();
    return switch (outcome) {
      case Outcome.Settled _, Outcome.Paused _ -> control;
      case Outcome.AgainAtOnce _ -> {
        int tooOften = hurried.another(resource) - AT_ONCE_IN_A_ROW;
        yield tooOften <= 0
            ? control.reschedule()
            : control.rescheduleAfter(capped(delay(tooOften, Duration.ZERO)));
      }
      case Outcome.AgainAfter(var delay) -> control.rescheduleAfter(capped(delay));
      case Outcome.Recheck(_, var delay) -> control.rescheduleAfter(capped(delay));
      case Outcome.BackOff(var failure, var graceLeft) -> {
        int inARow = failures.another(resource);
        failing.line(resource, inARow, failure).ifPresent(LOG::warn);
        yield control.rescheduleAfter(capped(delay(inARow, graceLeft)));
      }
    };
  }

  private static Duration delay(int inARow, Duration graceLeft) {
    return BackoffSchedule.delay(inARow, ThreadLocalRandom.current().nextDouble(), graceLeft);
  }

  private Duration capped(Duration delay) {
    return delay.compareTo(longest) > 0 ? longest : delay;
  }
}
