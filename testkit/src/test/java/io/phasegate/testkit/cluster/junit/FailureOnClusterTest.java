package io.phasegate.testkit.cluster.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

class FailureOnClusterTest {

  private static final Path LOGS = Path.of("/somewhere/target/cluster/1");

  @Test
  void assertionKeepsWhatWasExpectedAndWhatWasThere() {
    var failure = new AssertionFailedError("not so", "red", "blue");

    Throwable told = FailureOnCluster.of(failure, LOGS);

    assertThat(told)
        .isInstanceOfSatisfying(
            AssertionFailedError.class,
            error -> {
              assertThat(error.getExpected().getValue()).isEqualTo("red");
              assertThat(error.getActual().getValue()).isEqualTo("blue");
            })
        .hasMessage("not so%nThe logs of the cluster are in %s", LOGS)
        .hasCause(failure);
  }

  @Test
  void exceptionIsNamedAndKeptAsTheCause() {
    var failure = new IOException("refused");

    Throwable told = FailureOnCluster.of(failure, LOGS);

    assertThat(told)
        .hasMessage("IOException: refused%nThe logs of the cluster are in %s", LOGS)
        .hasCause(failure);
    assertThat(told.getStackTrace()).isEqualTo(failure.getStackTrace());
  }
}
