package io.phasegate.reconciler.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.error.ErrorCategory;
import io.phasegate.reconciler.engine.fetch.FetchResult;
import io.phasegate.reconciler.engine.resource.Ownership;
import io.phasegate.reconciler.widget.Widget;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** {@code ResourceReader.child}: a name alone does not make an object ours. */
class ChildOnStageTest {

  private final Widget widget = Widget.named("w");
  private final MemoryCluster cluster = new MemoryCluster(() -> Instant.EPOCH, _ -> {});

  private FetchResult<ConfigMap> look(OwnerReference... owners) {
    cluster.holds(
        new ConfigMapBuilder()
            .withNewMetadata()
            .withName("w")
            .withNamespace("team-a")
            .withOwnerReferences(owners)
            .endMetadata()
            .build());
    return cluster.child(ConfigMap.class, widget, "w");
  }

  private CategorizedError error(OwnerReference... owners) {
    return look(owners).error().orElseThrow();
  }

  @Test
  void ownChildIsFound() {
    assertThat(look(Ownership.referenceTo(widget)).isFound()).isTrue();
  }

  @Test
  void missingChildIsAbsent() {
    assertThat(cluster.child(ConfigMap.class, widget, "w").isAbsent()).isTrue();
  }

  @Test
  void sameNameWithoutOurReferenceIsSomebodyElses() {
    assertThat(error()).extracting(CategorizedError::reason).isEqualTo("NotOurs");
    assertThat(error().category()).isEqualTo(ErrorCategory.INVALID_SPEC);
    assertThat(error().message()).startsWith("ConfigMap team-a/w exists already");
  }

  @Test
  void childOfAnEarlierOwnerOfTheNameIsWaitedFor() {
    OwnerReference earlier =
        new OwnerReferenceBuilder(Ownership.referenceTo(widget)).withUid("earlier").build();

    assertThat(error(earlier)).extracting(CategorizedError::reason).isEqualTo("BeingDeleted");
    assertThat(error(earlier).category()).isEqualTo(ErrorCategory.INFRASTRUCTURE);
  }
}
