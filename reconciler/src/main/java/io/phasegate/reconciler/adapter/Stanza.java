package io.phasegate.reconciler.adapter;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceConversion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.WebhookClientConfig;
import java.util.Optional;

/**
 * The conversion stanza of a CRD (D-30). With several versions and no webhook the API server
 * changes nothing but the version's name: whatever we then read or wrote would have the wrong
 * shape.
 */
final class Stanza {

  private Stanza() {}

  /** What is wrong with it, as a sentence that says what to write; nothing when it is right. */
  static Optional<String> objection(CustomResourceDefinition crd) {
    if (crd.getSpec().getVersions().size() < 2) {
      return Optional.empty();
    }
    String name = crd.getMetadata().getName();
    CustomResourceConversion conversion = crd.getSpec().getConversion();
    if (conversion == null || !"Webhook".equals(conversion.getStrategy())) {
      return Optional.of(
          "CRD %s has several versions but spec.conversion.strategy is not Webhook; apply our manifests anew"
              .formatted(name));
    }
    WebhookClientConfig config =
        conversion.getWebhook() == null ? null : conversion.getWebhook().getClientConfig();
    if (config == null || (config.getService() == null && config.getUrl() == null)) {
      return Optional.of(
          "CRD %s names no conversion webhook in spec.conversion.webhook.clientConfig; apply our manifests anew"
              .formatted(name));
    }
    if (config.getCaBundle() == null || config.getCaBundle().isBlank()) {
      return Optional.of(
          "CRD %s has no caBundle in its conversion stanza; cert-manager or our keeper has yet to write it"
              .formatted(name));
    }
    return Optional.empty();
  }
}
