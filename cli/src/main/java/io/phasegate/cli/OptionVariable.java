package io.phasegate.cli;

import java.util.Locale;

/** The variable that can stand for an option: {@code --cert-dir} is its name in caps. */
final class OptionVariable {

  private OptionVariable() {}

  /** The variable's name for an option's. */
  static String of(String option) {
    String words = option.replaceFirst("^-+", "").replace('-', '_').toUpperCase(Locale.ROOT);
    // PHASEGATE_CLUSTER says whether the tests need a cluster; the demo's --cluster is another
    // thing.
    return words.equals("CLUSTER") ? "PHASEGATE_DEMO_CLUSTER" : "PHASEGATE_" + words;
  }
}
