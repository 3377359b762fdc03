package io.phasegate.reconciler.engine.cases;

import static io.phasegate.reconciler.engine.error.ErrorCategory.AUTH;
import static io.phasegate.reconciler.engine.error.ErrorCategory.INFRASTRUCTURE;
import static io.phasegate.reconciler.engine.error.ErrorCategory.INVALID_SPEC;
import static io.phasegate.reconciler.engine.error.ErrorCategory.MISSING_DOWNSTREAM_DEPENDENCY;
import static io.phasegate.reconciler.engine.error.ErrorCategory.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.error.CategorizedException;
import io.phasegate.reconciler.engine.error.ErrorCategory;
import io.phasegate.reconciler.engine.error.ErrorClassifier;
import io.phasegate.reconciler.engine.error.PassInterrupted;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** spec/engine.md 4.3 and 10.6, cases 91 and 92. */
class ClassifierCasesTest {

  /** Stands in for the client's exception. */
  private static final class Answered extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Status status;

    Answered(Status status) {
      this.status = status;
    }
  }

  private static final ErrorClassifier CLASSIFIER =
      new ErrorClassifier(throwable ->
          throwable instanceof Answered answered ? Optional.of(answered.status) : Optional.empty());

  private static Answered answer(String reason, int code) {
    return new Answered(
        new StatusBuilder().withReason(reason).withCode(code).withMessage("says so").build());
  }

  @ParameterizedTest
  @CsvSource({
    "NotFound,             404, MISSING_DOWNSTREAM_DEPENDENCY, NotFound",
    "'',                   404, MISSING_DOWNSTREAM_DEPENDENCY, NotFound",
    "Unauthorized,         401, AUTH,                          Unauthorized",
    "'',                   401, AUTH,                          Unauthorized",
    "Forbidden,            403, AUTH,                          Forbidden",
    "Invalid,              422, INVALID_SPEC,                  InvalidSpec",
    "'',                   422, INVALID_SPEC,                  InvalidSpec",
    "AlreadyExists,        409, INVALID_SPEC,                  AlreadyExists",
    "Conflict,             409, INFRASTRUCTURE,                Conflict",
    "'',                   409, INFRASTRUCTURE,                Conflict",
    "ServerTimeout,        500, INFRASTRUCTURE,                Timeout",
    "Timeout,              504, INFRASTRUCTURE,                Timeout",
    "ServiceUnavailable,   503, INFRASTRUCTURE,                ServiceUnavailable",
    "InternalError,        500, INFRASTRUCTURE,                ServiceUnavailable",
    "TooManyRequests,      429, INFRASTRUCTURE,                RateLimited",
    "Whatever,             429, INFRASTRUCTURE,                RateLimited",
    "'',                   502, INFRASTRUCTURE,                ServerError",
    "BadRequest,           400, INVALID_SPEC,                  ClientError",
    "Gone,                 410, INVALID_SPEC,                  ClientError",
    "RequestEntityTooLarge,413, INVALID_SPEC,                  ClientError",
    "'',                   415, INVALID_SPEC,                  ClientError"
  })
  void answersOfTheApiServer(String reason, int code, ErrorCategory category, String expected) {
    var error = CLASSIFIER.classify(answer(reason, code));

    assertThat(error.category()).isEqualTo(category);
    assertThat(error.reason()).isEqualTo(expected);
    assertThat(error.message()).isEqualTo("says so");
  }

  @Test
  void case91AWrapped404IsFound() {
    var error = CLASSIFIER.classify(new IllegalStateException(answer("NotFound", 404)));

    assertThat(error.category()).isEqualTo(MISSING_DOWNSTREAM_DEPENDENCY);
    assertThat(error.notFound()).isTrue();
  }

  @Test
  void case91WhatIsCategorizedStaysSoAndStillSaysNotFound() {
    var categorized = new CategorizedException(CategorizedError.auth("NoToken", "give one"));
    categorized.initCause(answer("NotFound", 404));

    var error = CLASSIFIER.classify(new RuntimeException(categorized));

    assertThat(error.category()).isEqualTo(AUTH);
    assertThat(error.notFound()).isTrue();
  }

  static Stream<Arguments> network() {
    return Stream.of(
        Arguments.of(new ConnectException("refused"), INFRASTRUCTURE, "ConnectionRefused"),
        Arguments.of(new UnknownHostException("api.x"), INFRASTRUCTURE, "DNSFailure"),
        Arguments.of(new SocketException("Connection reset"), INFRASTRUCTURE, "ConnectionReset"),
        Arguments.of(new SocketTimeoutException("read"), INFRASTRUCTURE, "NetworkTimeout"),
        Arguments.of(new TimeoutException("late"), INFRASTRUCTURE, "NetworkTimeout"),
        Arguments.of(new SSLHandshakeException("bad"), INFRASTRUCTURE, "NetworkError"),
        Arguments.of(new EOFException("end"), INFRASTRUCTURE, "NetworkError"),
        Arguments.of(new IOException("else"), INFRASTRUCTURE, "NetworkError"),
        Arguments.of(new IllegalStateException("boom"), UNKNOWN, "UnknownError"));
  }

  @ParameterizedTest
  @MethodSource("network")
  void case92TheNetworkIsInfrastructure(
      Exception exception, ErrorCategory category, String reason) {
    var error = CLASSIFIER.classify(new RuntimeException("wrapped", exception));

    assertThat(error.category()).isEqualTo(category);
    assertThat(error.reason()).isEqualTo(reason);
  }

  @Test
  void whatAClientHasWrappedIsStillSeen() {
    var wrapped = new IOException("failed", new ConnectException("refused"));

    var error = CLASSIFIER.classify(new IllegalStateException(wrapped));

    assertThat(error.reason()).isEqualTo("ConnectionRefused");
  }

  @Test
  void aKindThatIsNotInstalledIsNotAnAbsentObject() {
    var answer =
        new Answered(new StatusBuilder().withCode(404).withMessage("404 page not found").build());

    var error = CLASSIFIER.classify(answer);

    assertThat(error.category()).isEqualTo(INFRASTRUCTURE);
    assertThat(error.reason()).isEqualTo("ApiNotInstalled");
    assertThat(error.notFound()).isFalse();
  }

  @Test
  void anInterruptIsNobodysError() {
    var interrupted = new RuntimeException(new InterruptedException());

    assertThatThrownBy(() -> CLASSIFIER.classify(interrupted)).isInstanceOf(PassInterrupted.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void anAnswerOfUsersMakingIsInvalid() {
    assertThat(CLASSIFIER.classify(answer("MethodNotAllowed", 405)).category())
        .isEqualTo(INVALID_SPEC);
  }
}
