package io.phasegate.reconciler.dgdr.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.phasegate.reconciler.dgdr.job.ProfilerAccess.Enough;
import io.phasegate.reconciler.dgdr.job.ProfilerAccess.Live;
import io.phasegate.reconciler.dgdr.job.ProfilerAccess.NotNow;
import io.phasegate.reconciler.dgdr.job.ProfilerAccess.ToGrant;
import io.phasegate.reconciler.dgdr.settings.DgdrSettings;
import io.phasegate.reconciler.dgdr.settings.DgdrSettings.JobSettings;
import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.error.ErrorCategory;
import io.phasegate.reconciler.engine.fetch.FetchResult;
import io.phasegate.reconciler.engine.plan.Change;
import io.phasegate.reconciler.engine.resource.ResourceRef;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The service account of profiling pods and its role in a namespace. */
class ProfilerAccessTest {

  private static final JobSettings GRANTING = DgdrSettings.defaults().job();
  private static final JobSettings GIVEN = DgdrSettings.defaults().withoutClusterRights().job();

  @Test
  void bothAreMadeWhereTheyAreMissing() {
    var access =
        of(GRANTING, new Live(absent(ServiceAccount.class), absent(RoleBinding.class), role()));

    assertThat(changes(access))
        .containsExactly(
            "Create ServiceAccount/dgdr-profiling-job",
            "Create RoleBinding/dgdr-profiling-job-binding");
  }

  @Test
  void nothingIsDoneWhereBothAreThere() {
    assertThat(of(GRANTING, new Live(account(), binding(b -> b), skipped())))
        .isInstanceOf(Enough.class);
  }

  @Test
  void bindingToAnotherRoleIsMadeAnew() {
    var other = binding(b -> b.editRoleRef().withName("view").endRoleRef());

    assertThat(changes(of(GRANTING, new Live(account(), other, role()))))
        .containsExactly(
            "Delete RoleBinding/dgdr-profiling-job-binding",
            "Create RoleBinding/dgdr-profiling-job-binding");
  }

  @Test
  void bindingThatForgotTheAccountIsRepaired() {
    var forgetful = binding(b -> b.withSubjects());

    assertThat(changes(of(GRANTING, new Live(account(), forgetful, role()))))
        .containsExactly("Apply RoleBinding/dgdr-profiling-job-binding");
  }

  @Test
  void bindingThatAnAdministratorMadeIsLeftAlone() {
    var theirs =
        binding(b ->
            b.editRoleRef()
                .withName("narrower")
                .endRoleRef()
                .editMetadata()
                .withLabels(Map.of())
                .endMetadata());

    assertThat(of(GRANTING, new Live(account(), theirs, skipped()))).isInstanceOf(Enough.class);
  }

  @Test
  void nothingIsBoundToARoleThatDoesNotExist() {
    var access =
        of(GRANTING, new Live(account(), absent(RoleBinding.class), absent(ClusterRole.class)));

    assertThat(access)
        .isInstanceOfSatisfying(
            NotNow.class,
            no -> {
              assertThat(no.why().message())
                  .contains("ClusterRole phasegate-dgdr-profiling does not exist");
              assertThat(no.why().category()).isEqualTo(ErrorCategory.MISSING_UPSTREAM_DEPENDENCY);
            });
  }

  @Test
  void whoMayNotGrantSaysWhatAnAdministratorHasToMake() {
    var access = of(GIVEN, new Live(absent(ServiceAccount.class), skipped(), skipped()));

    assertThat(access)
        .isInstanceOfSatisfying(
            NotNow.class,
            no -> assertThat(no.why().message()).contains("dgdr-profiling-job", "inference"));
  }

  @Test
  void whoMayNotEvenLookTrustsTheAdministrator() {
    FetchResult<ServiceAccount> hidden =
        FetchResult.failed(
            ResourceRef.of(ServiceAccount.class, "inference", "dgdr-profiling-job"),
            CategorizedError.auth("Forbidden", "no"));

    assertThat(of(GIVEN, new Live(hidden, skipped(), skipped()))).isInstanceOf(Enough.class);
    assertThat(of(GRANTING, new Live(hidden, skipped(), skipped()))).isInstanceOf(NotNow.class);
  }

  private static ProfilerAccess of(JobSettings settings, Live live) {
    return ProfilerAccess.of("inference", settings, live);
  }

  private static List<String> changes(ProfilerAccess access) {
    return ((ToGrant) access)
        .changes().stream().map(change -> verb(change) + " " + name(change)).toList();
  }

  private static String verb(Change change) {
    return change.getClass().getSimpleName();
  }

  private static String name(Change change) {
    return change.ref().kind() + "/" + change.ref().name();
  }

  private static <T extends HasMetadata> FetchResult<T> absent(Class<T> type) {
    return FetchResult.absent(ResourceRef.of(type, "inference", "x"));
  }

  private static <T> FetchResult<T> skipped() {
    return FetchResult.skipped("not looked at");
  }

  private static FetchResult<ServiceAccount> account() {
    return FetchResult.found(ProfilerAccess.account("inference", GRANTING));
  }

  private static FetchResult<ClusterRole> role() {
    return FetchResult.found(new ClusterRole());
  }

  /** As we have made it, but for an edit. */
  private static FetchResult<RoleBinding> binding(UnaryOperator<RoleBindingBuilder> edit) {
    RoleBinding ours = ProfilerAccess.binding("inference", GRANTING);
    ours.getMetadata().setLabels(Map.of("app.kubernetes.io/managed-by", "phasegate-dgdr"));
    return FetchResult.found(edit.apply(new RoleBindingBuilder(ours)).build());
  }
}
