package io.phasegate.reconciler.engine.inspect;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.health.Health;
import io.phasegate.reconciler.engine.resource.ResourceRef;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether a Secret or ConfigMap that somebody refers to has what is looked for in it
 * (spec/engine.md 6.9). Values are never looked at.
 *
 * @param wanted keys; each must be there
 */
record KeysInspector(List<String> wanted) {

  Health inspect(Secret secret) {
    return judge(secret, secret.getData(), secret.getStringData());
  }

  Health inspect(ConfigMap configMap) {
    return judge(configMap, configMap.getData(), configMap.getBinaryData());
  }

  private Health judge(
      HasMetadata object, @Nullable Map<String, String> some, @Nullable Map<String, String> more) {
    Set<String> keys = new HashSet<>();
    Stream.of(some, more).filter(Objects::nonNull).forEach(each -> keys.addAll(each.keySet()));
    List<String> missing = wanted.stream().filter(key -> !keys.contains(key)).toList();
    return missing.isEmpty()
        ? Health.ready()
        : Health.failing(
            CategorizedError.invalidSpec(
                "KeyMissing",
                "%s has no key %s; add it, or refer to another"
                    .formatted(ResourceRef.of(object), String.join(" and ", missing))));
  }
}
