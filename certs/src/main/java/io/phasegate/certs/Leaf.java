package io.phasegate.certs;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a server certificate shall say.
 *
 * @param commonName for people who look at it; clients do not (T3), 1 to 64 characters
 * @param dnsNames the names that clients may dial, for instance {@code phasegate-webhook.ai.svc}
 * @param addresses the addresses that clients may dial
 * @param validity from now on; cut where the authority's own validity ends
 */
public record Leaf(
    String commonName, List<String> dnsNames, List<InetAddress> addresses, Duration validity) {

  /** X.520's upper bound of a common name. */
  static final int LONGEST_COMMON_NAME = 64;

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException when nobody could dial it, or X.509 cannot hold it
   */
  public Leaf {
    dnsNames = List.copyOf(dnsNames);
    addresses = List.copyOf(addresses);
    if (dnsNames.isEmpty() && addresses.isEmpty()) {
      throw new IllegalArgumentException("a server certificate needs a DNS name or an address");
    }
    checkCommonName(commonName);
    checkValidity(validity);
  }

  /**
   * A leaf for hosts as people write them: literal addresses become IP entries, all else DNS
   * entries. The first host is the common name too, cut to its length.
   */
  public static Leaf forHosts(List<String> hosts, Duration validity) {
    List<String> dnsNames = new ArrayList<>();
    List<InetAddress> addresses = new ArrayList<>();
    for (String host : hosts) {
      try {
        addresses.add(InetAddress.ofLiteral(host));
      } catch (IllegalArgumentException e) {
        dnsNames.add(host);
      }
    }
    String first = hosts.isEmpty() ? "" : hosts.getFirst();
    String commonName = first.substring(0, Math.min(first.length(), LONGEST_COMMON_NAME));
    return new Leaf(commonName, dnsNames, addresses, validity);
  }

  static void checkCommonName(String commonName) {
    if (commonName.isBlank() || commonName.length() > LONGEST_COMMON_NAME) {
      throw new IllegalArgumentException(
          "a common name has 1 to %d characters, not %d: \"%s\""
              .formatted(LONGEST_COMMON_NAME, commonName.length(), commonName));
    }
  }

  static void checkValidity(Duration validity) {
    if (!validity.isPositive()) {
      throw new IllegalArgumentException("the validity must be positive, not " + validity);
    }
  }
}
