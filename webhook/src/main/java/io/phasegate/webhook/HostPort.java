package io.phasegate.webhook;

/**
 * Where to listen, written {@code HOST:PORT}, for instance {@code 0.0.0.0:9443} or {@code
 * [::]:9443}.
 *
 * @param host a name or a literal address, without brackets
 * @param port 0 to 65535; 0 lets the system choose
 */
public record HostPort(String host, int port) {

  /**
   * Checks both.
   *
   * @throws IllegalArgumentException with a sentence for the person who wrote it
   */
  public HostPort {
    if (host.isBlank()) {
      throw new IllegalArgumentException("the host is missing: write HOST:PORT");
    }
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("a port is a number from 0 to 65535, not " + port);
    }
  }

  /**
   * Reads {@code HOST:PORT}; an IPv6 address stands in brackets.
   *
   * @throws IllegalArgumentException with a sentence for the person who wrote it
   */
  public static HostPort parse(String text) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? text : text.substring(0, colon);
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    if (colon < 0 || (host.contains(":") && !bracketed)) {
      throw new IllegalArgumentException("\"" + text + "\" is not HOST:PORT");
    }
    try {
      int port = Integer.parseInt(text.substring(colon + 1));
      return new HostPort(bracketed ? host.substring(1, host.length() - 1) : host, port);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("\"" + text + "\" does not end in a port number", e);
    }
  }

  HostPort withPort(int actual) {
    return new HostPort(host, actual);
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
