package io.phasegate.testkit.cluster.junit;

import java.nio.file.Path;

/** Rides on a test's failure to say where the cluster's logs are. */
final class LogsAreKept extends Exception {

  private static final long serialVersionUID = 1L;

  LogsAreKept(Path logs) {
    super("The logs of the cluster are in " + logs, null, false, false);
  }
}
