package io.phasegate.reconciler.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.phasegate.reconciler.engine.error.ErrorCategory;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Refusals, and whether they count. */
class FreshServerTest {

  private static final int OK = 200;

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void refusalOfAServerThatIsNotReadyIsAnOutage(int code) {
    assertThatThrownBy(() -> FreshServer.insist(() -> false, answers(code)))
        .satisfies(e ->
            assertThat(ClientErrors.CLASSIFIER.classify(e).category())
                .isEqualTo(ErrorCategory.INFRASTRUCTURE))
        .hasMessageContaining("the API server is starting");
  }

  @Test
  void refusalThatIsNotRepeatedDidNotCount() {
    assertThat(FreshServer.insist(() -> true, answers(403, OK))).isEqualTo("done");
  }

  @Test
  void refusalThatIsRepeatedCounts() {
    assertThatThrownBy(() -> FreshServer.insist(() -> true, answers(403, 403)))
        .satisfies(e ->
            assertThat(ClientErrors.CLASSIFIER.classify(e).category())
                .isEqualTo(ErrorCategory.AUTH));
  }

  @Test
  void otherFailuresAreNotRepeated() {
    assertThatThrownBy(() -> FreshServer.insist(() -> true, answers(409, OK)))
        .satisfies(e -> assertThat(ClientErrors.code(e)).isEqualTo(409));
  }

  private static Supplier<String> answers(Integer... codes) {
    Queue<Integer> left = new ArrayDeque<>(List.of(codes));
    return () -> {
      int code = left.remove();
      if (code != OK) {
        throw new KubernetesClientException(
            "answer " + code, code, new StatusBuilder().withCode(code).build());
      }
      return "done";
    };
  }
}
