package io.phasegate.reconciler.dgdr.job;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.reconciler.dgdr.settings.DgdrSettings.JobSettings;
import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.error.ErrorCategory;
import io.phasegate.reconciler.engine.fetch.FetchResult;
import io.phasegate.reconciler.engine.plan.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What a namespace needs so that a profiling Job may publish its result (5.6, ruling 44). */
public sealed interface ProfilerAccess {

  /** Nothing is missing. */
  record Enough() implements ProfilerAccess {}

  /** This has to be done before the Job is created: without it its result would be lost. */
  record ToGrant(List<Change> changes) implements ProfilerAccess {
    public ToGrant {
      changes = List.copyOf(changes);
    }
  }

  /**
   * Profiling has to wait.
   *
   * @param why the API server's answer, or what an administrator has to do
   */
  record NotNow(CategorizedError why) implements ProfilerAccess {}

  /**
   * What the cluster has of it. What nobody looked at is skipped.
   *
   * @param role that the binding is to name
   */
  record Live(
      FetchResult<ServiceAccount> account,
      FetchResult<RoleBinding> binding,
      FetchResult<ClusterRole> role) {}

  /** Operators that make bindings, and may find them put right; other people's are left alone. */
  Set<String> OPERATORS = Set.of("phasegate-dgdr", "dynamo-operator");

  /** Compares what is there with what is needed. */
  static ProfilerAccess of(String namespace, JobSettings settings, Live live) {
    boolean hidden =
        live.account() instanceof FetchResult.Failed<ServiceAccount>(_, var error)
            && error.category() == ErrorCategory.AUTH;
    if (!settings.grantsAccess()) {
      return live.account().isAbsent()
          ? new NotNow(forAdministrators(namespace, settings))
          : live.account() instanceof FetchResult.Failed<ServiceAccount>(_, var error) && !hidden
              ? new NotNow(error)
              : new Enough();
    }
    if (live.account() instanceof FetchResult.Failed<ServiceAccount>(_, var error)) {
      return new NotNow(error);
    }
    if (live.binding() instanceof FetchResult.Failed<RoleBinding>(_, var error)) {
      return new NotNow(error);
    }
    List<Change> changes = new ArrayList<>();
    if (live.account().isAbsent()) {
      changes.add(Change.create(account(namespace, settings)).shared());
    }
    changes.addAll(binding(namespace, settings, live.binding()));
    return changes.isEmpty()
        ? new Enough()
        : live.role().isAbsent() ? new NotNow(noRole(settings)) : new ToGrant(changes);
  }

  private static List<Change> binding(
      String namespace, JobSettings settings, FetchResult<RoleBinding> live) {
    RoleBinding wanted = binding(namespace, settings);
    return switch (live) {
      case FetchResult.Absent<RoleBinding> _ -> List.of(Change.create(wanted).shared());
      case FetchResult.Found<RoleBinding>(var found) when !isAnOperators(found) -> List.of();
      // What a binding grants cannot be edited.
      case FetchResult.Found<RoleBinding>(var found)
          when !found.getRoleRef().equals(wanted.getRoleRef()) ->
          List.of(Change.delete(found), Change.create(wanted).shared());
      case FetchResult.Found<RoleBinding>(var found) when !grantsTo(found, wanted) ->
          List.of(Change.apply(wanted).shared());
      case FetchResult.Found<RoleBinding> _,
          FetchResult.Failed<RoleBinding> _,
          FetchResult.Skipped<RoleBinding> _ ->
          List.of();
    };
  }

  /** True when the binding has to be looked at more closely, which takes its role. */
  static boolean needsRole(String namespace, JobSettings settings, FetchResult<RoleBinding> live) {
    return !binding(namespace, settings, live).isEmpty();
  }

  /** The account that the Job of this spec runs as, if it is not ours; then access is theirs. */
  static boolean isUsersOwn(JsonObject spec) {
    return spec.textAt("overrides.profilingJob.template.spec.serviceAccountName")
        .filter(name -> !name.isEmpty())
        .isPresent();
  }

  private static boolean isAnOperators(HasMetadata object) {
    Map<String, String> labels =
        Objects.requireNonNullElse(object.getMetadata().getLabels(), Map.of());
    return OPERATORS.contains(labels.getOrDefault("app.kubernetes.io/managed-by", ""));
  }

  private static boolean grantsTo(RoleBinding found, RoleBinding wanted) {
    List<Subject> subjects = Objects.requireNonNullElse(found.getSubjects(), List.of());
    return subjects.stream()
        .anyMatch(subject ->
            wanted.getSubjects().stream()
                .anyMatch(ours ->
                    ours.getKind().equals(subject.getKind())
                        && ours.getName().equals(subject.getName())
                        && ours.getNamespace().equals(subject.getNamespace())));
  }

  private static CategorizedError noRole(JobSettings settings) {
    return CategorizedError.missingUpstream(
        "ClusterRoleMissing",
        "ClusterRole %s does not exist; an administrator installs it with our manifests"
            .formatted(settings.clusterRole()));
  }

  private static CategorizedError forAdministrators(String namespace, JobSettings settings) {
    return CategorizedError.missingUpstream(
        "ServiceAccountMissing",
        ("ServiceAccount %s does not exist in namespace %s; an administrator makes it there,"
                + " together with the profilers' role")
            .formatted(settings.serviceAccount(), namespace));
  }

  /** The account that profiling pods run as. */
  static ServiceAccount account(String namespace, JobSettings settings) {
    return new ServiceAccountBuilder()
        .withNewMetadata()
        .withName(settings.serviceAccount())
        .withNamespace(namespace)
        .withLabels(labels(settings))
        .endMetadata()
        .build();
  }

  /** The name of the binding. */
  static String bindingName(JobSettings settings) {
    return settings.serviceAccount() + "-binding";
  }

  /** Gives the account the profilers' role in its namespace. */
  static RoleBinding binding(String namespace, JobSettings settings) {
    return new RoleBindingBuilder()
        .withNewMetadata()
        .withName(bindingName(settings))
        .withNamespace(namespace)
        .withLabels(labels(settings))
        .endMetadata()
        .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", settings.clusterRole())
        .addNewSubject()
        .withKind("ServiceAccount")
        .withName(settings.serviceAccount())
        .withNamespace(namespace)
        .endSubject()
        .build();
  }

  private static Map<String, String> labels(JobSettings settings) {
    return Map.of(
        "app.kubernetes.io/component", "rbac", "app.kubernetes.io/name", settings.serviceAccount());
  }
}
