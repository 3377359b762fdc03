package io.phasegate.reconciler.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.status.StatusShape;
import io.phasegate.reconciler.engine.status.StatusWriter.Result;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Statuses written while others write; a ConfigMap's {@code status} stands for an object's. */
class ClusterStatusWriterTest {

  private static final StatusShape<ConfigMap, String> SHAPE =
      new StatusShape<>() {
        @Override
        public String read(ConfigMap object) {
          return object.getData().getOrDefault("status", "");
        }

        @Override
        public ConfigMap with(ConfigMap object, String status) {
          return new ConfigMapBuilder(object).addToData("status", status).build();
        }
      };

  private final ConfigMap seen =
      new ConfigMapBuilder()
          .withNewMetadata()
          .withName("request")
          .withUid("one")
          .withResourceVersion("1")
          .endMetadata()
          .addToData("status", "Pending")
          .build();
  private ConfigMap stored = seen;
  private int writes;
  private Fence fence = Fence.open();

  @Test
  void statusIsReplaced() {
    Result result = write("Profiling");

    assertThat(result).isInstanceOf(Result.Written.class);
    assertThat(SHAPE.read(stored)).isEqualTo("Profiling");
    assertThat(writes).isEqualTo(1);
  }

  @Test
  void whoHasLostTheLeaseWritesNothing() {
    fence = () -> Optional.of(CategorizedError.infrastructure("NotLeading", "another leads"));

    Result result = write("Profiling");

    assertThat(result).isInstanceOf(Result.Failed.class);
    assertThat(writes).isZero();
  }

  @Test
  void whoTouchesAnythingElseIsNotInTheWayAndLosesNothing() {
    stored = annotated(stored);

    Result result = write("Profiling");

    assertThat(result).isInstanceOf(Result.Written.class);
    assertThat(SHAPE.read(stored)).isEqualTo("Profiling");
    assertThat(stored.getMetadata().getAnnotations()).containsEntry("touched", "yes");
  }

  @Test
  void statusThatSomebodyElseHasWrittenIsNotOverwritten() {
    stored = SHAPE.with(annotated(stored), "Failed");

    Result result = write("Profiling");

    assertThat(result).isInstanceOf(Result.Conflict.class);
    assertThat(SHAPE.read(stored)).isEqualTo("Failed");
  }

  /** What this pass has to say is about the spec that it has seen. */
  @Test
  void specThatWasEditedMeanwhileIsForTheNextPass() {
    stored =
        new ConfigMapBuilder(next(stored)).editMetadata().withGeneration(2L).endMetadata().build();

    assertThat(write("Profiling")).isInstanceOf(Result.Conflict.class);
    assertThat(SHAPE.read(stored)).isEqualTo("Pending");
  }

  @Test
  void namesakeIsAnotherObject() {
    stored =
        new ConfigMapBuilder(annotated(stored)).editMetadata().withUid("two").endMetadata().build();

    assertThat(write("Profiling")).isInstanceOf(Result.Conflict.class);
  }

  @Test
  void whoIsAlwaysQuickerIsLeftAloneAfterAWhile() {
    Result result =
        writer(
                object -> {
                  stored = annotated(stored);
                  replace(object);
                })
            .write(SHAPE.with(seen, "Profiling"));

    assertThat(result).isInstanceOf(Result.Conflict.class);
    assertThat(writes).isEqualTo(10);
  }

  @Test
  void objectThatIsGoneIsGone() {
    Result result =
        writer(
                _ -> {
                  throw failure(404, "NotFound");
                })
            .write(seen);

    assertThat(result).isInstanceOf(Result.Gone.class);
  }

  private Result write(String status) {
    return writer(this::replace).write(SHAPE.with(seen, status));
  }

  private ClusterStatusWriter<ConfigMap, String> writer(Consumer<ConfigMap> replace) {
    return new ClusterStatusWriter<>(SHAPE, seen, replace, _ -> stored, fence);
  }

  /** What the API server does: by resourceVersion, and nothing but the status. */
  private void replace(ConfigMap object) {
    writes++;
    if (!version(object).equals(version(stored))) {
      throw failure(409, "Conflict");
    }
    stored = SHAPE.with(next(stored), SHAPE.read(object));
  }

  private static ConfigMap annotated(ConfigMap object) {
    return new ConfigMapBuilder(next(object))
        .editMetadata()
        .addToAnnotations("touched", "yes")
        .endMetadata()
        .build();
  }

  private static ConfigMap next(ConfigMap object) {
    return new ConfigMapBuilder(object)
        .editMetadata()
        .withResourceVersion(Integer.toString(Integer.parseInt(version(object)) + 1))
        .endMetadata()
        .build();
  }

  private static String version(ConfigMap object) {
    return object.getMetadata().getResourceVersion();
  }

  private static KubernetesClientException failure(int code, String reason) {
    return new KubernetesClientException(
        reason, code, new StatusBuilder().withCode(code).withReason(reason).build());
  }
}
