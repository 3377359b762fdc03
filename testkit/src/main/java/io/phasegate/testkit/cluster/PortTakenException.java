package io.phasegate.testkit.cluster;

/** Somebody else took a port after we chose it and before the program could; another try helps. */
final class PortTakenException extends ClusterException {

  private static final long serialVersionUID = 1L;

  PortTakenException(String message) {
    super(message);
  }
}
