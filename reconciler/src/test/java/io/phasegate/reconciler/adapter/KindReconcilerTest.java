package io.phasegate.reconciler.adapter;

import static io.phasegate.reconciler.adapter.TinyWidget.tiny;
import static org.assertj.core.api.Assertions.assertThat;

import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.IndexedResourceCache;
import io.phasegate.reconciler.widget.HastyKind;
import io.phasegate.reconciler.widget.Widget;
import io.phasegate.reconciler.widget.WidgetSpec;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What becomes of a pass's outcome in the SDK's queue. */
class KindReconcilerTest {

  private final KindReconciler<Widget, ?, ?, ?> reconciler =
      new KindReconciler<>(
          new HastyKind(),
          Widget.class,
          (_, _) -> {},
          InstantSource.system(),
          Wait.Over::new,
          Fence.open(),
          OutcomeListener.none(),
          Duration.ofHours(1));

  @Test
  void whoHasMoreToDoComesAtOnceTwentyTimesAndThenSlowerAndSlower() {
    assertThat(IntStream.range(0, 20).mapToLong(_ -> delay("hurry"))).containsOnly(0L);

    assertThat(delay("hurry")).isBetween(400L, 600L);
    assertThat(delay("hurry")).isBetween(800L, 1200L);
    IntStream.range(0, 20).forEach(_ -> delay("hurry"));
    assertThat(delay("hurry")).isBetween(240_000L, 360_000L);
  }

  @Test
  void aPassThatComesToRestBeginsTheCountAnew() {
    IntStream.range(0, 20).forEach(_ -> delay("hurry"));

    assertThat(delay("rest")).isEqualTo(-1);

    assertThat(delay("hurry")).isZero();
  }

  /** In milliseconds; -1 for no pass but by an event. */
  private long delay(String text) {
    Widget widget = tiny("first");
    widget.setSpec(new WidgetSpec(text, "token"));
    return reconciler.reconcile(widget, context(widget)).getScheduleDelay().orElse(-1L);
  }

  /** Of an object that is there, and in the cache; nothing else is asked for. */
  @SuppressWarnings("unchecked")
  private Context<Widget> context(Widget widget) {
    var cache = proxy(IndexedResourceCache.class, (_, _, _) -> Optional.of(widget));
    return (Context<Widget>)
        proxy(
            Context.class,
            (_, method, _) ->
                switch (method.getName()) {
                  case "getPrimaryCache" -> cache;
                  case "isPrimaryResourceDeleted" -> false;
                  default -> null;
                });
  }

  private <T> T proxy(Class<T> type, InvocationHandler answers) {
    return type.cast(
        Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {type}, answers));
  }
}
