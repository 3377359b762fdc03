package io.phasegate.reconciler.adapter;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.phasegate.reconciler.engine.error.ErrorCategory;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  /** As far as the server says of itself; who forbids the question gets no answer by waiting. */
  @ParameterizedTest
  @CsvSource({"200, true", "500, false", "401, false", "403, true"})
  void aServerThatForbidsTheQuestionIsTakenForReady(int code, boolean ready) throws Exception {
    try (var server = new StandInServer(exchange -> answer(exchange, code))) {
      assertThat(FreshServer.isReady(server.client)).isEqualTo(ready);
    }
  }

  private static void answer(HttpExchange exchange, int code) throws IOException {
    try (exchange) {
      byte[] body = "ok".getBytes(US_ASCII);
      exchange.sendResponseHeaders(code, body.length);
      exchange.getResponseBody().write(body);
    }
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
