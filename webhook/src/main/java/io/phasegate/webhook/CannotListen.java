package io.phasegate.webhook;

/** A port could not be opened. Its message is for the person who started the process. */
public final class CannotListen extends RuntimeException {

  private static final long serialVersionUID = 1L;

  CannotListen(String name, HostPort address, Throwable cause) {
    super("%s cannot listen on %s: %s".formatted(name, address, cause.getMessage()), cause);
  }
}
