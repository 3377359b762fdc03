package io.phasegate.reconciler.engine.cases;

import static io.phasegate.reconciler.engine.cases.Parts.ready;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.phasegate.reconciler.engine.apply.ApplyReport;
import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.fetch.ResourceReader;
import io.phasegate.reconciler.engine.health.ComponentHealth;
import io.phasegate.reconciler.engine.health.Inspection;
import io.phasegate.reconciler.engine.kind.AutomaticKind;
import io.phasegate.reconciler.engine.kind.Finalizing;
import io.phasegate.reconciler.engine.kind.ManualKind;
import io.phasegate.reconciler.engine.kind.Next;
import io.phasegate.reconciler.engine.kind.Request;
import io.phasegate.reconciler.engine.pass.Outcome;
import io.phasegate.reconciler.engine.plan.Change;
import io.phasegate.reconciler.engine.plan.Plan;
import io.phasegate.reconciler.engine.resource.KindIdentity;
import io.phasegate.reconciler.engine.status.ConditionedStatus;
import io.phasegate.reconciler.widget.Widget;
import io.phasegate.reconciler.widget.WidgetShape;
import io.phasegate.reconciler.widget.WidgetStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

/** spec/engine.md 10.5, cases 85, 88 and 89: how objects end, and kinds that cannot begin. */
class DeletionCasesTest {

  private static final String FINALIZER = "toys.phasegate.io/cleanup";

  /** A kind with something to clean up; it is of two modes only if a test asks for it. */
  private static class Tidy
      implements AutomaticKind<Widget, WidgetStatus, String, String>, Finalizing<Widget> {

    @Override
    public KindIdentity identity() {
      return LabKind.IDENTITY;
    }

    @Override
    public ConditionedStatus<Widget, WidgetStatus> statusShape() {
      return new WidgetShape();
    }

    @Override
    public String fetch(ResourceReader reader, Request<Widget> request) {
      return "";
    }

    @Override
    public String compose(Request<Widget> request, String fetched) {
      return "";
    }

    @Override
    public Plan plan(Request<Widget> request, String observed) {
      return Plan.of(Change.apply(Plans.configMap("c")));
    }

    @Override
    public List<ComponentHealth> health(
        Request<Widget> request, String observed, Inspection inspection) {
      return List.of(ready());
    }

    @Override
    public String finalizer() {
      return FINALIZER;
    }

    @Override
    public Cleanup cleanup(ResourceReader reader, Request<Widget> request) {
      return Cleanup.of(Plan.of(Change.delete(Plans.configMap("shared"))));
    }
  }

  private static final class OfTwoModes extends Tidy
      implements ManualKind<Widget, WidgetStatus, String, String> {

    @Override
    public ConditionedStatus<Widget, WidgetStatus> statusShape() {
      return super.statusShape();
    }

    @Override
    public List<ComponentHealth> health(
        Request<Widget> request, String observed, Inspection inspection) {
      return super.health(request, observed, inspection);
    }

    @Override
    public Next<WidgetStatus> next(Request<Widget> request, String observed, ApplyReport report) {
      return Next.of(request.resource().getStatus());
    }
  }

  private static Lab deleted(Lab lab) {
    return lab.editing(widget -> {
      widget.addFinalizer(FINALIZER);
      widget.getMetadata().setDeletionTimestamp("2026-11-21T00:00:00Z");
    });
  }

  private static Lab inNamespace(Lab lab, String deletionTimestamp) {
    var namespace = new NamespaceBuilder().withNewMetadata().withName("team-a").endMetadata();
    var built = namespace.build();
    built
        .getMetadata()
        .setDeletionTimestamp(deletionTimestamp.isEmpty() ? null : deletionTimestamp);
    lab.cluster.holds(built);
    return lab;
  }

  @Test
  void case85AKindOfTwoModesIsRefused() {
    var lab = Lab.ours();

    assertThatThrownBy(() -> lab.run(new OfTwoModes()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("choose one status mode");
  }

  @Test
  void aFinalizerIsAddedBeforeAnythingIsWritten() {
    var lab = Lab.ours();

    var outcome = lab.run(new Tidy());

    assertThat(outcome).isInstanceOf(Outcome.AgainAfter.class);
    assertThat(lab.cluster.sent).containsExactly("hold Widget team-a/w");
  }

  @Test
  void case88InALivingNamespaceItCleansUpAndLetsGo() {
    var lab = inNamespace(deleted(Lab.ours()), "");

    var outcome = lab.run(new Tidy());

    assertThat(outcome).isEqualTo(new Outcome.Settled());
    assertThat(lab.cluster.sent)
        .containsExactly("delete ConfigMap team-a/shared", "release Widget team-a/w");
  }

  @Test
  void case88InADyingNamespaceItOnlyLetsGo() {
    var lab = inNamespace(deleted(Lab.ours()), "2026-11-21T00:00:00Z");

    lab.run(new Tidy());

    assertThat(lab.cluster.sent).containsExactly("release Widget team-a/w");
  }

  @Test
  void case88AHiddenNamespaceCountsAsDying() {
    var lab = deleted(Lab.ours());
    lab.cluster.failing("team-a", CategorizedError.auth("Forbidden", "no"));

    lab.run(new Tidy());

    assertThat(lab.cluster.sent).containsExactly("release Widget team-a/w");
  }

  @Test
  void case88AnOutageKeepsTheFinalizer() {
    var lab = deleted(Lab.ours());
    lab.cluster.failing("team-a", CategorizedError.infrastructure("ServiceUnavailable", "500"));

    var outcome = lab.run(new Tidy());

    assertThat(outcome).isInstanceOf(Outcome.BackOff.class);
    assertThat(lab.cluster.sent).isEmpty();
  }

  @Test
  void aCleanupThatFailsKeepsTheFinalizer() {
    var lab = inNamespace(deleted(Lab.ours()), "");
    lab.cluster.failing("shared", CategorizedError.infrastructure("Timeout", "504"));

    var outcome = lab.run(new Tidy());

    assertThat(outcome).isInstanceOf(Outcome.BackOff.class);
    assertThat(lab.cluster.sent).containsExactly("delete ConfigMap team-a/shared");
  }

  @Test
  void case89AnObjectThatIsGoingIsLeftAlone() {
    var ours = deleted(Lab.ours().planning(Plans::oneConfigMap));
    var upstream = deleted(Lab.upstream().planning(Plans::oneConfigMap));

    var outcome = ours.pass(ready());
    upstream.pass(ready());

    assertThat(outcome).isEqualTo(new Outcome.Settled());
    assertThat(ours.cluster.sent).isEmpty();
    assertThat(ours.statusWrites).isEmpty();
    assertThat(upstream.cluster.sent).hasSize(1);
  }
}
