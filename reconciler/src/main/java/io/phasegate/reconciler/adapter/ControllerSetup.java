package io.phasegate.reconciler.adapter;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.ConfigurationService;
import io.javaoperatorsdk.operator.api.config.ConfigurationServiceOverrider;
import io.javaoperatorsdk.operator.api.config.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import io.javaoperatorsdk.operator.api.config.ResolvedControllerConfiguration;
import io.javaoperatorsdk.operator.api.config.informer.InformerConfiguration;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.api.reconciler.Constants;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.processing.event.rate.LinearRateLimiter;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import io.phasegate.reconciler.adapter.RunnerSettings.Leadership;
import io.phasegate.reconciler.engine.kind.Finalizing;
import io.phasegate.reconciler.engine.resource.KindIdentity;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.function.BiConsumer;

/** Sets the SDK up for one kind: informers, queue, workers, leader election, and nothing else. */
final class ControllerSetup {

  private static final Duration SYNC_TIMEOUT = Duration.ofMinutes(2);
  private static final Duration LAST_PASSES = Duration.ofSeconds(10);

  private ControllerSetup() {}

  /**
   * Whom to tell what the SDK cannot mend.
   *
   * @param lost run when the Lease is not ours any more, be it because we stop
   * @param stopped told of a kind and of the error because of which its informer has stopped
   */
  record Alarms(Runnable lost, BiConsumer<String, Throwable> stopped) {}

  /**
   * An operator with the kind registered, not yet started.
   *
   * @param workers carry passes out; it ends them when it stops
   */
  static <R extends HasMetadata> Operator of(
      Registration<R> registration,
      KubernetesClient client,
      RunnerSettings settings,
      Reconciler<R> reconciler,
      ExecutorService workers,
      Metrics metrics,
      Alarms alarms) {
    var operator =
        new Operator(service -> {
          configure(service, registration, client, settings, alarms);
          service.withExecutorService(workers).withMetrics(metrics);
        });
    operator.register(
        reconciler, controller(registration, settings, operator.getConfigurationService()));
    return operator;
  }

  private static void configure(
      ConfigurationServiceOverrider service,
      Registration<?> registration,
      KubernetesClient client,
      RunnerSettings settings,
      Alarms alarms) {
    service
        .withKubernetesClient(client)
        .withCloseClientOnStop(false)
        .checkingCRDAndValidateLocalModel(false)
        .withCacheSyncTimeout(SYNC_TIMEOUT)
        .withReconciliationTerminationTimeout(LAST_PASSES)
        .withInformerStoppedHandler((informer, error) -> {
          if (error != null) {
            alarms.stopped().accept(HasMetadata.getKind(informer.getApiTypeClass()), error);
          }
        });
    settings
        .lease()
        .ifPresent(lease ->
            service.withLeaderElectionConfiguration(
                election(lease, registration.kind().identity(), alarms.lost())));
  }

  private static LeaderElectionConfiguration election(
      Leadership lease, KindIdentity identity, Runnable lost) {
    var election =
        LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(identity.fieldManager())
            .withLeaseNamespace(lease.namespace())
            .withIdentity(lease.identity());
    // The SDK's own way out is System.exit, from inside the lock that stopping waits for: the
    // process
    // would stay for ever, neither leading nor gone.
    return election
        .withLeaderCallbacks(new LeaderCallbacks(() -> {}, lost, _ -> {}))
        .buildForTest(/* exitOnStopLeading= */ false);
  }

  private static <R extends HasMetadata> ControllerConfiguration<R> controller(
      Registration<R> registration, RunnerSettings settings, ConfigurationService service) {
    InformerConfiguration<R> informer =
        InformerConfiguration.builder(registration.type())
            .withNamespaces(
                settings.namespaces().isEmpty()
                    ? Set.of(Constants.WATCH_ALL_NAMESPACES)
                    : settings.namespaces())
            .withOnUpdateFilter(ControllerSetup::matters)
            .buildForController();
    KindIdentity identity = registration.kind().identity();
    return new ResolvedControllerConfiguration<>(
        identity.controller(),
        // The filter below is ours: by generation alone a removed pause would go unnoticed.
        /* generationAware= */ false,
        KindReconciler.class.getName(),
        GenericRetry.noRetry(),
        LinearRateLimiter.deactivatedRateLimiter(),
        settings.resync(),
        identity.domain() + "/never-added",
        Map.of(),
        identity.fieldManager(),
        service,
        informer,
        // Else the SDK, which sees no finalizer of its own, keeps all deletions to itself.
        /* triggerReconcilerOnAllEvents= */ registration.kind() instanceof Finalizing,
        null);
  }

  /**
   * What of an object, its status apart, is worth a pass. Another uid means that it was replaced
   * while nobody watched.
   */
  static boolean matters(HasMetadata after, HasMetadata before) {
    ObjectMeta a = after.getMetadata();
    ObjectMeta b = before.getMetadata();
    return !Objects.equals(a.getUid(), b.getUid())
        || !Objects.equals(a.getGeneration(), b.getGeneration())
        || !Objects.equals(a.getLabels(), b.getLabels())
        || !Objects.equals(a.getAnnotations(), b.getAnnotations())
        || !Objects.equals(a.getFinalizers(), b.getFinalizers())
        || !Objects.equals(a.getOwnerReferences(), b.getOwnerReferences())
        || !Objects.equals(a.getDeletionTimestamp(), b.getDeletionTimestamp());
  }
}
