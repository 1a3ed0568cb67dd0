package org.tunnelbench.cli.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.tunnelbench.cli.Installation;
import picocli.CommandLine.Option;

/** Where packages and images go. */
final class PackageFolder {
  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "The folder to write into; by default target/packages of the checkout.")
  private @Nullable Path output;

  /** The folder; made where it is missing. */
  Path make(Installation installation) throws IOException {
    return Files.createDirectories(
        output == null ? installation.home().resolve("target/packages") : output);
  }
}
