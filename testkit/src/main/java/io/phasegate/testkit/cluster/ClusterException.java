package io.phasegate.testkit.cluster;

/**
 * A cluster, or one of its programs, did not do what it should. The message says which program,
 * shows the end of its log, and says where the rest is.
 */
public class ClusterException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ClusterException(String message) {
    super(message);
  }

  public ClusterException(String message, Throwable cause) {
    super(message, cause);
  }
}
