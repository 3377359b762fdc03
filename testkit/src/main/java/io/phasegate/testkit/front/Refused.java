package io.phasegate.testkit.front;

/** A request ends here, with a status for the one who sent it. */
final class Refused extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient ApiStatus status;

  Refused(ApiStatus status) {
    super(status.message());
    this.status = status;
  }

  ApiStatus status() {
    return status;
  }
}
