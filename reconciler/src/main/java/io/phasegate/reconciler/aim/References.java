package io.phasegate.reconciler.aim;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapKeySelector;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretKeySelector;
import io.phasegate.reconciler.aim.child.DownloaderEnv;
import io.phasegate.reconciler.aim.config.RuntimeConfig;
import io.phasegate.reconciler.aim.resource.AimArtifact;
import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.error.ErrorCategory;
import io.phasegate.reconciler.engine.fetch.FetchResult;
import io.phasegate.reconciler.engine.fetch.ResourceReader;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether the Secrets and ConfigMaps are there that the Jobs cannot do without: said before a Job
 * is made, rather than by a Pod that never starts. Of a Secret only the names of its keys are
 * looked at. Where we may not look, the check is left to the kubelet.
 */
final class References {

  /** Either of them holds a registry's credentials. */
  private static final Set<String> PULL_SECRET_KEYS = Set.of(".dockerconfigjson", ".dockercfg");

  /**
   * Something that is referred to.
   *
   * @param by the field that does, for people
   * @param keys one of them must be there
   */
  private record Wanted(
      Class<? extends HasMetadata> type, String name, Set<String> keys, String by) {}

  private final ResourceReader reader;
  private final AimArtifact artifact;
  private final RuntimeConfig config;
  private final Map<Class<?>, Map<String, FetchResult<Set<String>>>> known = new HashMap<>();

  References(ResourceReader reader, AimArtifact artifact, RuntimeConfig config) {
    this.reader = reader;
    this.artifact = artifact;
    this.config = config;
  }

  /** What is wrong; skipped when nothing is referred to. */
  FetchResult<List<CategorizedError>> check() {
    List<Wanted> wanted = Stream.concat(ofEnv(), ofPullSecrets()).toList();
    return wanted.isEmpty()
        ? FetchResult.skipped("nothing is referred to")
        : FetchResult.found(wanted.stream().flatMap(each -> problem(each).stream()).toList());
  }

  private Stream<Wanted> ofEnv() {
    return DownloaderEnv.shared(artifact, config).stream()
        .filter(each -> each.getValueFrom() != null)
        .flatMap(References::ofVariable);
  }

  private static Stream<Wanted> ofVariable(EnvVar variable) {
    EnvVarSource from = variable.getValueFrom();
    String by = "env " + variable.getName();
    SecretKeySelector secret = from.getSecretKeyRef();
    if (secret != null && !Boolean.TRUE.equals(secret.getOptional())) {
      return Stream.of(wanted(Secret.class, secret.getName(), secret.getKey(), by));
    }
    ConfigMapKeySelector configMap = from.getConfigMapKeyRef();
    if (configMap != null && !Boolean.TRUE.equals(configMap.getOptional())) {
      return Stream.of(wanted(ConfigMap.class, configMap.getName(), configMap.getKey(), by));
    }
    return Stream.empty();
  }

  private static Wanted wanted(
      Class<? extends HasMetadata> type, String name, String key, String by) {
    return new Wanted(
        type,
        Objects.requireNonNullElse(name, ""),
        Set.of(Objects.requireNonNullElse(key, "")),
        by);
  }

  private Stream<Wanted> ofPullSecrets() {
    return artifact.getSpec().imagePullSecrets().stream()
        .map(each -> Objects.requireNonNullElse(each.getName(), ""))
        .map(name -> new Wanted(Secret.class, name, PULL_SECRET_KEYS, "imagePullSecrets"));
  }

  private Optional<CategorizedError> problem(Wanted wanted) {
    return switch (keys(wanted)) {
      case FetchResult.Found<Set<String>>(var keys) -> keyMissing(wanted, keys);
      case FetchResult.Absent<Set<String>>(var ref, _) ->
          Optional.of(
              CategorizedError.missingUpstream(
                      "ReferenceNotFound",
                      "%s refers to %s, which does not exist; create it"
                          .formatted(wanted.by(), ref))
                  .becauseNotFound());
      case FetchResult.Failed<Set<String>>(_, var error) ->
          error.category() == ErrorCategory.AUTH ? Optional.empty() : Optional.of(error);
      case FetchResult.Skipped<Set<String>> _ -> Optional.empty();
    };
  }

  private static Optional<CategorizedError> keyMissing(Wanted wanted, Set<String> keys) {
    return wanted.keys().stream().anyMatch(keys::contains)
        ? Optional.empty()
        : Optional.of(
            CategorizedError.invalidSpec(
                "KeyMissing",
                "%s refers to %s %s, which has no key %s; add the key, or refer to another"
                    .formatted(
                        wanted.by(),
                        HasMetadata.getKind(wanted.type()),
                        wanted.name(),
                        String.join(" or ", wanted.keys()))));
  }

  /** The keys of one object, which is asked for once, however many variables come from it. */
  private FetchResult<Set<String>> keys(Wanted wanted) {
    return known
        .computeIfAbsent(wanted.type(), _ -> new HashMap<>())
        .computeIfAbsent(wanted.name(), name -> keys(wanted.type(), name));
  }

  private FetchResult<Set<String>> keys(Class<? extends HasMetadata> type, String name) {
    return reader
        .get(type, artifact.getMetadata().getNamespace(), name)
        .map(found ->
            switch (found) {
              case Secret secret -> union(secret.getData(), secret.getStringData());
              case ConfigMap configMap -> union(configMap.getData(), configMap.getBinaryData());
              default -> Set.of();
            });
  }

  private static Set<String> union(
      @Nullable Map<String, String> some, @Nullable Map<String, String> others) {
    Set<String> keys =
        new HashSet<>(Objects.requireNonNullElse(some, Map.<String, String>of()).keySet());
    keys.addAll(Objects.requireNonNullElse(others, Map.<String, String>of()).keySet());
    return keys;
  }
}
