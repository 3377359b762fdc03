package io.phasegate.reconciler.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.phasegate.reconciler.adapter.FreshServer.Readiness;
import io.phasegate.reconciler.engine.error.ErrorCategory;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Refusals, and whether they count. */
class FreshServerTest {

  private static final int OK = 200;

  private int pauses;

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void refusalOfAServerThatIsNotReadyIsAnOutage(int code) {
    assertThatThrownBy(() -> insist(Readiness.STARTING, answers(code)))
        .satisfies(e ->
            assertThat(ClientErrors.CLASSIFIER.classify(e).category())
                .isEqualTo(ErrorCategory.INFRASTRUCTURE))
        .hasMessageContaining("the API server is starting");
  }

  @Test
  void refusalThatIsNotRepeatedDidNotCount() {
    assertThat(insist(Readiness.READY, answers(403, OK))).isEqualTo("done");
  }

  @Test
  void refusalThatIsRepeatedCounts() {
    assertThatThrownBy(() -> insist(Readiness.READY, answers(403, 403)))
        .satisfies(e ->
            assertThat(ClientErrors.CLASSIFIER.classify(e).category())
                .isEqualTo(ErrorCategory.AUTH));
  }

  @Test
  void otherFailuresAreNotRepeated() {
    assertThatThrownBy(() -> insist(Readiness.READY, answers(409, OK)))
        .satisfies(e -> assertThat(ClientErrors.code(e)).isEqualTo(409));
  }

  @Test
  void whereNobodyMayAskForReadinessARefusalThatPassesDidNotCount() {
    assertThat(insist(Readiness.HIDDEN, answers(403, 401, 403, OK))).isEqualTo("done");
    assertThat(pauses).isEqualTo(3);
  }

  @Test
  void whereNobodyMayAskForReadinessARefusalThatLastsCounts() {
    assertThatThrownBy(() ->
            insist(
                Readiness.HIDDEN,
                () -> {
                  throw refusal(403);
                }))
        .satisfies(e ->
            assertThat(ClientErrors.CLASSIFIER.classify(e).category())
                .isEqualTo(ErrorCategory.AUTH));
    assertThat(pauses).isEqualTo(FreshServer.TRIES_IN_THE_DARK);
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void aServerThatRefusesToSayWhetherItIsReadyIsNotTakenForOneThatStarts(int code)
      throws IOException {
    try (var server =
        new StandInServer(exchange -> {
          try (exchange) {
            exchange.sendResponseHeaders(code, -1);
          }
        })) {
      var tries = new AtomicInteger();

      String done =
          FreshServer.insist(
              server.client,
              () -> {
                if (tries.getAndIncrement() == 0) {
                  throw refusal(403);
                }
                return "done";
              });

      assertThat(done).isEqualTo("done");
    }
  }

  private <T> T insist(Readiness readiness, Supplier<T> call) {
    return FreshServer.insist(() -> readiness, () -> pauses++, call);
  }

  private static Supplier<String> answers(Integer... codes) {
    Queue<Integer> left = new ArrayDeque<>(List.of(codes));
    return () -> {
      int code = left.remove();
      if (code != OK) {
        throw refusal(code);
      }
      return "done";
    };
  }

  private static KubernetesClientException refusal(int code) {
    return new KubernetesClientException(
        "answer " + code, code, new StatusBuilder().withCode(code).build());
  }
}
