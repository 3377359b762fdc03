package io.phasegate.reconciler.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.phasegate.reconciler.engine.apply.WriteResult;
import io.phasegate.reconciler.stage.MemoryCluster;
import io.phasegate.reconciler.widget.Widget;
import io.phasegate.testkit.cluster.junit.RealCluster;
import io.phasegate.testkit.cluster.programs.ClusterPrograms;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a real API server makes of writes. */
@RealCluster
class ClusterApplierIT {

  private final Workbench bench;

  ClusterApplierIT(ClusterPrograms.Found programs) throws Exception {
    bench = new Workbench(programs);
    bench.installCrd();
  }

  @AfterEach
  void stop() {
    bench.close();
  }

  @Test
  void aNoteOnAnObjectIsNotWrittenOnItsNamesake() {
    Widget first = bench.createWidget("w", "first");
    bench.deleteWidget("w");
    Widget second = bench.createWidget("w", "second");

    WriteResult onFirst = applier().annotate(first, Map.of("note", "first"), Set.of());
    WriteResult onSecond = applier().annotate(second, Map.of("note", "second"), Set.of());

    assertThat(onFirst).isInstanceOf(WriteResult.Failed.class);
    assertThat(onSecond)
        .isInstanceOfSatisfying(
            WriteResult.Written.class,
            written ->
                assertThat(written.live().getMetadata().getAnnotations())
                    .containsEntry("note", "second"));
  }

  @Test
  void whoAnnotatesItTooIsNotInTheWay() {
    Widget seen = bench.createWidget("w", "hello");
    applier().annotate(seen, Map.of("other", "first"), Set.of());

    WriteResult result = applier().annotate(seen, Map.of("note", "second"), Set.of());

    assertThat(result)
        .isInstanceOfSatisfying(
            WriteResult.Written.class,
            written ->
                assertThat(written.live().getMetadata().getAnnotations())
                    .containsOnlyKeys("other", "note"));
  }

  /** The note would be about a spec that is no more, and what follows it made of that. */
  @Test
  void whoHasEditedTheSpecMeanwhileIsNotOverlooked() {
    Widget seen = bench.createWidget("w", "hello");
    bench.changeText("w", "goodbye");

    WriteResult result = applier().annotate(seen, Map.of("note", "of hello"), Set.of());

    assertThat(result)
        .isInstanceOfSatisfying(
            WriteResult.Failed.class,
            failed -> assertThat(failed.error().reason()).isEqualTo("Conflict"));
  }

  private ClusterApplier<Widget> applier() {
    return new ClusterApplier<>(
        context(), new MemoryCluster(() -> Instant.EPOCH), "phasegate-x", Fence.open());
  }

  /** Only the client is asked for. */
  @SuppressWarnings("unchecked")
  private Context<Widget> context() {
    return (Context<Widget>)
        Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {Context.class}, (_, _, _) -> bench.client);
  }
}
