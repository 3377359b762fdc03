package io.phasegate.testkit.cluster.junit;

import java.nio.file.Path;
import org.opentest4j.AssertionFailedError;

/**
 * A test's failure that also says where the cluster's logs are. It stands in for the original: same
 * place, the original as its cause, and an assertion's expected and actual value for the tools that
 * show both.
 */
final class FailureOnCluster {

  private FailureOnCluster() {}

  static Throwable of(Throwable failure, Path logs) {
    String message = "%s%nThe logs of the cluster are in %s".formatted(failure.getMessage(), logs);
    Throwable told =
        switch (failure) {
          case AssertionFailedError f when f.isExpectedDefined() && f.isActualDefined() ->
              new AssertionFailedError(message, f.getExpected(), f.getActual(), f);
          case AssertionError _ -> new AssertionError(message, failure);
          default ->
              new IllegalStateException(
                  failure.getClass().getSimpleName() + ": " + message, failure);
        };
    told.setStackTrace(failure.getStackTrace());
    return told;
  }
}
