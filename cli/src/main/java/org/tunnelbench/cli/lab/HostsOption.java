package org.tunnelbench.cli.lab;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tunnelbench.cli.UsageException;
import org.tunnelbench.cli.document.DocumentFile;
import org.tunnelbench.contract.host.FleetDocument;
import picocli.CommandLine.Option;

/** Hosts of the user's own, in place of a lab's guests. */
public final class HostsOption {
  @Option(
      names = "--hosts",
      paramLabel = "FILE",
      description = {
        "Hosts of your own in place of guests: a document of the hosts, how they are reached,",
        "and the pairs that they form (docs/your-own-hosts.md)."
      })
  private @Nullable Path file;

  /** Whether the option was given. */
  public boolean isNamed() {
    return file != null;
  }

  /**
   * The hosts that the user named.
   *
   * @param kernels which choose guests, and so go with none of these
   */
  public Optional<FleetDocument> fleet(KernelsOption kernels) throws UsageException {
    if (file != null && !kernels.kernels().isEmpty()) {
      throw new UsageException(
          "--kernels chooses guests: with --hosts, the document's kernels, pairs or labels choose the pairs");
    }
    return fleet();
  }

  /** The hosts that the user named. */
  public Optional<FleetDocument> fleet() throws UsageException {
    if (file == null) {
      return Optional.empty();
    }
    FleetDocument fleet = DocumentFile.fleet(file);
    if (fleet.pairs().isEmpty()) {
      throw new UsageException(
          file
              + ": pairs: missing: say which hosts measure with each other, such as pairs: [[a, b]]");
    }
    SshFiles.demandReadable(file, fleet);
    return Optional.of(fleet);
  }
}
