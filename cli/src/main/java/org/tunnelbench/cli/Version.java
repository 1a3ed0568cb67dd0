package org.tunnelbench.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version, as the build wrote it into the jar. */
public final class Version implements IVersionProvider {
  private static final String NOT_RELEASED = "-SNAPSHOT";

  @Override
  public String[] getVersion() {
    return new String[] {"tunnelbench " + written()};
  }

  /** The version, or the one that is going to be released: what manifests name images by. */
  public static String ofRelease() {
    return written().replace(NOT_RELEASED, "");
  }

  private static String written() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
        .orElse("not packaged");
  }
}
