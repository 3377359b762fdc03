package io.phasegate.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.certs.DirectoryCertificateSource;
import io.phasegate.conversion.review.ReviewAnswer;
import io.phasegate.conversion.review.ReviewAnswer.Outcome;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The table of paths on a bare Vert.x server, before anything has proved itself ready. */
@ExtendWith(VertxExtension.class)
class RoutesTest {

  @Test
  void unknownPathIs404(Vertx vertx, VertxTestContext test) {
    request(
        vertx,
        test,
        HttpMethod.POST,
        "/elsewhere",
        answer -> assertThat(answer.statusCode()).isEqualTo(404));
  }

  @Test
  void getInsteadOfPostIs405AndSaysWhatIsAllowed(Vertx vertx, VertxTestContext test) {
    request(
        vertx,
        test,
        HttpMethod.GET,
        "/convert",
        answer -> {
          assertThat(answer.statusCode()).isEqualTo(405);
          assertThat(answer.getHeader("Allow")).isEqualTo("POST");
        });
  }

  @Test
  void startingIs503WithRetryAfter(Vertx vertx, VertxTestContext test) {
    request(
        vertx,
        test,
        HttpMethod.POST,
        "/convert",
        answer -> {
          assertThat(answer.statusCode()).isEqualTo(503);
          assertThat(answer.getHeader("Retry-After")).isEqualTo("1");
        });
  }

  private interface Expectation {
    void holds(HttpClientResponse answer);
  }

  private static void request(
      Vertx vertx, VertxTestContext test, HttpMethod method, String path, Expectation expected) {
    var convert =
        new ConversionHandler(
            (body, _) -> new ReviewAnswer.Review(body, Outcome.SUCCESS), /* bodyLimit */ 100);
    var readiness = new Readiness(DirectoryCertificateSource.watch(Path.of("target", "none")));
    var routes =
        new Routes(
            List.of(convert),
            Limits.defaults(),
            Runnable::run,
            Patience.defaults(),
            new Clients.Anyone(),
            readiness,
            new Meters());
    vertx.runOnContext(_ ->
        vertx
            .createHttpServer()
            .requestHandler(routes.on(vertx).requests())
            .listen(0, "127.0.0.1")
            .compose(server ->
                vertx.createHttpClient().request(method, server.actualPort(), "127.0.0.1", path))
            .compose(request -> request.putHeader("Content-Type", "application/json").send())
            .onComplete(
                test.succeeding(answer ->
                    test.verify(() -> {
                      expected.holds(answer);
                      test.completeNow();
                    }))));
  }
}
