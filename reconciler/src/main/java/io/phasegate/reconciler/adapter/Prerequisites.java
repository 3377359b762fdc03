package io.phasegate.reconciler.adapter;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.kind.Watch;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What must be so before a kind can start (D-05, D-06, D-08, D-30, ruling 41), asked one after the
 * other: the API server serves the kind and all that it watches, the conversion stanza is right,
 * the status takes all words of the kind (D-22), and objects can be listed, which takes the
 * conversion webhook while they are stored in an old version. For one thread.
 */
final class Prerequisites {

  private static final Logger LOG = LoggerFactory.getLogger(Prerequisites.class);

  /**
   * Who may not look at the CRD is asked so seldom whether that still holds: rights may come later,
   * and an API server that has just been started may refuse what it will grant.
   */
  private static final Duration HIDDEN_FOR = Duration.ofMinutes(10);

  private final KubernetesClient client;
  private final Registration<?> registration;
  private final Set<String> namespaces;
  private final InstantSource clock;
  private Instant hiddenUntil = Instant.MIN;
  private boolean told;

  Prerequisites(
      KubernetesClient client,
      Registration<?> registration,
      Set<String> namespaces,
      InstantSource clock) {
    this.client = client;
    this.registration = registration;
    this.namespaces = Set.copyOf(namespaces);
    this.clock = clock;
  }

  /** Asks everything, also what was refused the last time: rights may come after the process. */
  Wait check() {
    hiddenUntil = Instant.MIN;
    try {
      return notInstalled()
          .or(this::notServed)
          .or(this::wrongStanza)
          .or(this::notListable)
          .orElseGet(Wait.Over::new);
    } catch (RuntimeException e) {
      CategorizedError error = ClientErrors.CLASSIFIER.classify(e);
      return new Wait.For(
          "the API server at %s cannot be asked: %s"
              .formatted(client.getMasterUrl(), error.text()));
    }
  }

  private Optional<Wait> notInstalled() {
    return missing(registration.apiVersion(), registration.kindName()).map(Wait.NotInstalled::new);
  }

  private Optional<Wait> notServed() {
    return registration.kind().watches().stream()
        .map(Watch::type)
        .map(type -> missing(HasMetadata.getApiVersion(type), HasMetadata.getKind(type)))
        .flatMap(Optional::stream)
        .<Wait>map(Wait.For::new)
        .findFirst();
  }

  private Optional<String> missing(String apiVersion, String kind) {
    return client.supports(apiVersion, kind)
        ? Optional.empty()
        : Optional.of(
            "the API server does not serve %s of %s; install its CRD".formatted(kind, apiVersion));
  }

  /**
   * What is wrong with the CRD now: its conversion stanza, or the words that its status takes. In
   * namespaced mode nobody need grant us a look at CRDs. Who was refused one asks again seldom, and
   * says so once.
   */
  Optional<Wait> wrongStanza() {
    if (clock.instant().isBefore(hiddenUntil)) {
      return Optional.empty();
    }
    try {
      Optional<CustomResourceDefinition> crd = FreshServer.insist(client, this::crd);
      return crd.isEmpty()
          ? Optional.of(new Wait.NotInstalled("CRD " + registration.crd() + " is not installed"))
          : Stanza.objection(crd.get()).or(() -> refusedWords(crd.get())).map(Wait.For::new);
    } catch (RuntimeException e) {
      if (ClientErrors.code(e) != 403) {
        throw e;
      }
      hiddenUntil = clock.instant().plus(HIDDEN_FOR);
      tellOnce();
      return Optional.empty();
    }
  }

  private void tellOnce() {
    if (!told) {
      told = true;
      LOG.warn(
          "{}: we may not read CRD {}, so nobody notices when its conversion stanza breaks or its"
              + " enums are of another release; the right to get this one CRD changes that",
          registration.kindName(),
          registration.crd());
    }
  }

  private Optional<CustomResourceDefinition> crd() {
    return Optional.ofNullable(
        client.apiextensions().v1().customResourceDefinitions().withName(registration.crd()).get());
  }

  private Optional<String> refusedWords(CustomResourceDefinition crd) {
    String version = registration.apiVersion().replaceFirst("^.*/", "");
    return StatusEnums.objection(crd, version, registration.kind().statusEnums());
  }

  private Optional<Wait> notListable() {
    try {
      var one = new ListOptionsBuilder().withLimit(1L).build();
      var all = client.resources(registration.type());
      if (namespaces.isEmpty()) {
        all.inAnyNamespace().list(one);
      } else {
        namespaces.forEach(namespace -> all.inNamespace(namespace).list(one));
      }
      return Optional.empty();
    } catch (RuntimeException e) {
      return Optional.of(
          new Wait.For(
              "%s objects cannot be listed: %s"
                  .formatted(registration.kindName(), ClientErrors.CLASSIFIER.classify(e).text())));
    }
  }
}
