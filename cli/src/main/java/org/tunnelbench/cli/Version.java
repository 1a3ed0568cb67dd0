package org.tunnelbench.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version, as the build wrote it into the jar. */
public final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {
      "tunnelbench "
          + Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
              .orElse("not packaged")
    };
  }
}
