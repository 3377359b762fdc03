package io.phasegate.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version that Maven wrote into the jar's manifest. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {
      "phasegate "
          + Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
              .orElse("(not packed)")
    };
  }
}
