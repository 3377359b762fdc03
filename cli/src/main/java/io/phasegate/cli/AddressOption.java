package io.phasegate.cli;

import io.phasegate.webhook.HostPort;

/** Options that name a place to listen at. */
final class AddressOption {

  private AddressOption() {}

  /**
   * Reads the value of an option.
   *
   * @param option its name, for the complaint
   * @throws BadInput when it is no {@code HOST:PORT}
   */
  static HostPort read(String option, String value) {
    try {
      return HostPort.parse(value);
    } catch (IllegalArgumentException e) {
      throw new BadInput(option + ": " + e.getMessage());
    }
  }
}
