package io.phasegate.testkit.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ApiResponseTest {

  @Test
  void everyWarningIsReadAsItsText() {
    var response =
        response(
            200,
            "{}",
            "299 - \"first, with a comma\", 299 - \"says \\\"second\\\"\"",
            "299 kube \"third\"");

    assertThat(response.warnings())
        .containsExactly("first, with a comma", "says \"second\"", "third");
  }

  @Test
  void refusalShowsTheServersWords() {
    var response = response(422, "{\"message\":\"spec.model is required\"}");

    assertThatThrownBy(response::orThrow)
        .hasMessage("the API server answered 422: {\"message\":\"spec.model is required\"}");
  }

  private static ApiResponse response(int status, String body, String... warnings) {
    var headers = HttpHeaders.of(Map.of("Warning", List.of(warnings)), (_, _) -> true);
    return new ApiResponse(status, headers, body.getBytes(UTF_8));
  }
}
