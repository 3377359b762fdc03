package io.phasegate.reconciler.adapter;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.OperatorException;
import io.phasegate.reconciler.engine.error.PassInterrupted;
import io.phasegate.reconciler.engine.kind.Kind;
import io.phasegate.reconciler.engine.resource.KindIdentity;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of one kind in the process (ruling 41): it waits until the cluster can serve it, says
 * what it waits for, starts, and from then on keeps an eye on the conversion stanza. One kind's
 * waiting never holds another one up, and the process is alive all the while.
 */
public final class KindRunner<R extends HasMetadata> implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(KindRunner.class);

  private final Registration<R> registration;
  private final KubernetesClient client;
  private final RunnerSettings settings;
  private final Prerequisites prerequisites;
  private final EventRecorder events;
  private final Fence fence;
  private final OutcomeListener listener;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread life;

  private volatile Wait state = new Wait.For("the first look at the cluster");
  private volatile boolean starting;
  private volatile boolean restarting;
  private volatile Optional<StoppedInformer> broken = Optional.empty();
  private volatile Optional<Operator> operator = Optional.empty();

  private KindRunner(
      Registration<R> registration,
      KubernetesClient client,
      RunnerSettings settings,
      OutcomeListener listener) {
    this.registration = registration;
    this.client = client;
    this.settings = settings;
    this.listener = listener;
    this.prerequisites =
        new Prerequisites(client, registration, settings.namespaces(), InstantSource.system());
    KindIdentity identity = registration.kind().identity();
    this.events =
        new EventRecorder(
            new ClusterEventWriter(client, identity.fieldManager()),
            InstantSource.system(),
            fate -> listener.told(identity.controller(), fate));
    this.fence = Fence.of(settings.lease(), client, identity);
    this.life = Thread.ofVirtual().name("kind-" + registration.name()).unstarted(this::live);
  }

  /** Begins; it never fails, it waits. */
  public static <R extends HasMetadata> KindRunner<R> start(
      Registration<R> registration,
      KubernetesClient client,
      RunnerSettings settings,
      OutcomeListener listener) {
    var runner = new KindRunner<>(registration, client, settings, listener);
    runner.life.start();
    return runner;
  }

  /** By which {@code --kinds} chooses it. */
  public String name() {
    return registration.name();
  }

  /** Whether it works, and what it waits for if not. */
  public Wait state() {
    return state;
  }

  private void live() {
    try {
      boolean runs = started();
      while (!closing.await(pause().toMillis(), TimeUnit.MILLISECONDS)) {
        if (runs && broken.isPresent()) {
          runs = false;
          halt();
        } else if (runs) {
          watchStanza();
        } else {
          runs = started();
        }
      }
    } catch (InterruptedException | PassInterrupted e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean started() {
    Wait wait = prerequisites.check();
    if (!(wait instanceof Wait.Over)) {
      say(wait);
      return false;
    }
    ThreadPoolExecutor workers = workers();
    var reconciler = reconciler(registration.kind());
    Operator next =
        ControllerSetup.of(
            registration,
            client,
            settings,
            reconciler,
            workers,
            listener.sdk(),
            new ControllerSetup.Alarms(this::lost, this::stopped));
    listener.runs(
        registration.kind().identity().controller(),
        new OutcomeListener.Activity(
            () -> workers.getQueue().size(),
            workers::getActiveCount,
            reconciler::phases,
            events::waiting));
    try {
      operator = Optional.of(next);
      broken = Optional.empty();
      starting = true;
      next.start();
      state = new Wait.Over();
      LOG.info("{} is looked after", registration.kindName());
      return true;
    } catch (OperatorException e) {
      LOG.debug("{} could not start", registration.name(), e);
      stop(next);
      say(
          broken
              .map(StoppedInformer::state)
              .orElseGet(() ->
                  new Wait.For(
                      "the informers could not start: "
                          + ClientErrors.CLASSIFIER.classify(e).text())));
      return false;
    } finally {
      starting = false;
    }
  }

  /**
   * An informer has stopped for good. Then nobody knows what holds, so nothing is written; but only
   * this kind waits, and it begins anew as soon as it can. The SDK's own way out is to end the
   * process, with all its kinds.
   */
  private void stopped(String what, Throwable why) {
    if (!restarting && closing.getCount() > 0) {
      LOG.debug("{}: an informer has stopped", registration.name(), why);
      broken = Optional.of(StoppedInformer.of(what, why));
      if (!starting) {
        broken.map(StoppedInformer::state).ifPresent(this::say);
      }
    }
  }

  /** To begin anew costs a list of everything, and may help only after somebody has acted. */
  private Duration pause() {
    return broken.filter(StoppedInformer::needsHelp).isPresent()
        ? settings.poll().multipliedBy(10)
        : settings.poll();
  }

  private void halt() {
    // Said again: the stanza may have been looked at in between, and found well.
    broken.map(StoppedInformer::state).ifPresent(this::say);
    operator.ifPresent(this::stop);
  }

  private void stop(Operator old) {
    operator = Optional.empty();
    restarting = true;
    try {
      old.stop();
    } finally {
      restarting = false;
    }
  }

  private ThreadPoolExecutor workers() {
    int count = settings.workers();
    return new ThreadPoolExecutor(
        count,
        count,
        0,
        TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(),
        Thread.ofVirtual().name("pass-", 0).factory(),
        // Only when we stop is there no room: the passes that end then ask for others in vain.
        new ThreadPoolExecutor.DiscardPolicy());
  }

  /** Passes come as soon as the first informer is full, before we may say that all is well. */
  private Wait guard() {
    return starting ? new Wait.Over() : state;
  }

  private <S, F, O> KindReconciler<R, S, F, O> reconciler(Kind<R, S, F, O> kind) {
    return new KindReconciler<>(
        kind,
        registration.type(),
        events,
        InstantSource.system(),
        this::guard,
        fence,
        listener,
        settings.resync());
  }

  /**
   * While the stanza is wrong nothing is written (D-30). An API server that is away says nothing.
   */
  private void watchStanza() {
    try {
      prerequisites
          .wrongStanza()
          .ifPresentOrElse(
              this::say,
              () -> {
                if (!(state instanceof Wait.Over)) {
                  LOG.info("{} is looked after again", registration.kindName());
                  state = new Wait.Over();
                }
              });
    } catch (RuntimeException e) {
      LOG.debug("the CRD of {} could not be looked at", registration.name(), e);
    }
  }

  /** Also heard of when we stop by ourselves, and then it is as it should be. */
  private void lost() {
    if (closing.getCount() > 0 && !restarting) {
      LOG.error("{}: the Lease is not ours any more", registration.kindName());
      settings.lease().ifPresent(lease -> lease.whenLost().run());
    }
  }

  private void say(Wait wait) {
    if (!wait.equals(state)) {
      switch (wait) {
        case Wait.For(var sentence) -> LOG.warn("{} waits: {}", registration.kindName(), sentence);
        case Wait.NotInstalled(var sentence) ->
            LOG.info("{} is not looked after: {}", registration.kindName(), sentence);
        case Wait.Over _ -> {}
      }
    }
    state = wait;
  }

  /** Stops: a pass in flight may end, then nothing is written any more. */
  @Override
  public void close() {
    closing.countDown();
    life.interrupt();
    operator.ifPresent(Operator::stop);
    events.close();
  }
}
