package io.phasegate.reconciler.adapter;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.kind.Watch;
import java.util.Optional;
import java.util.Set;

/**
 * What must be so before a kind can start (D-05, D-06, D-08, D-30, ruling 41), asked one after the
 * other: the API server serves the kind and all that it watches, the conversion stanza is right,
 * the status takes all words of the kind (D-22), and objects can be listed, which takes the
 * conversion webhook while they are stored in an old version.
 */
final class Prerequisites {

  private final KubernetesClient client;
  private final Registration<?> registration;
  private final Set<String> namespaces;

  Prerequisites(KubernetesClient client, Registration<?> registration, Set<String> namespaces) {
    this.client = client;
    this.registration = registration;
    this.namespaces = Set.copyOf(namespaces);
  }

  /** Asks everything. */
  Wait check() {
    try {
      return notServed()
          .or(this::wrongStanza)
          .or(this::notListable)
          .<Wait>map(Wait.For::new)
          .orElseGet(Wait.Over::new);
    } catch (RuntimeException e) {
      CategorizedError error = ClientErrors.CLASSIFIER.classify(e);
      return new Wait.For("the API server cannot be asked: " + error.text());
    }
  }

  private Optional<String> notServed() {
    return serves(registration.apiVersion(), registration.kindName())
        .or(() ->
            registration.kind().watches().stream()
                .map(Watch::type)
                .map(type -> serves(HasMetadata.getApiVersion(type), HasMetadata.getKind(type)))
                .flatMap(Optional::stream)
                .findFirst());
  }

  private Optional<String> serves(String apiVersion, String kind) {
    return client.supports(apiVersion, kind)
        ? Optional.empty()
        : Optional.of(
            "the API server does not serve %s of %s; install its CRD".formatted(kind, apiVersion));
  }

  /** What is wrong with the CRD now: its conversion stanza, or the words that its status takes. */
  Optional<String> wrongStanza() {
    try {
      Optional<CustomResourceDefinition> crd = FreshServer.insist(client, this::crd);
      return crd.isEmpty()
          ? Optional.of("CRD " + registration.crd() + " is not installed")
          : Stanza.objection(crd.get()).or(() -> refusedWords(crd.get()));
    } catch (RuntimeException e) {
      // In namespaced mode nobody need grant us a look at CRDs; the list below still speaks.
      return ClientErrors.code(e) == 403 ? Optional.empty() : rethrow(e);
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

  private static Optional<String> rethrow(RuntimeException e) {
    throw e;
  }

  private Optional<String> notListable() {
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
          "%s objects cannot be listed: %s"
              .formatted(registration.kindName(), ClientErrors.CLASSIFIER.classify(e).text()));
    }
  }
}
