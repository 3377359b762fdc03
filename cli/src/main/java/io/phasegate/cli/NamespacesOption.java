package io.phasegate.cli;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** {@code --namespaces} of the two services. */
final class NamespacesOption {

  /** RFC 1123, as the API server wants names of namespaces. */
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

  private NamespacesOption() {}

  /**
   * Reads the names. One that slipped away must not make of one namespace all of them, nor be
   * waited for.
   *
   * @throws BadInput for what is no name
   */
  static Set<String> read(List<String> names) {
    for (String name : names) {
      if (!NAME.matcher(name).matches()) {
        throw new BadInput(
            ("--namespaces: \"%s\" is no name of a namespace; write names with one comma between"
                    + " them, or leave the option out for all namespaces")
                .formatted(name));
      }
    }
    return new HashSet<>(names);
  }
}
