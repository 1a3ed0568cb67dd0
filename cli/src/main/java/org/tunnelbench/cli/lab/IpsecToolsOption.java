package org.tunnelbench.cli.lab;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tunnelbench.cli.UsageException;
import org.tunnelbench.lab.LabException;
import org.tunnelbench.lab.guest.IpsecTools;
import picocli.CommandLine.Option;

/** Which ipsec-tools the lab's guests are to have. */
public final class IpsecToolsOption {
  @Option(
      names = "--ipsec-tools",
      paramLabel = "DIR",
      description = {
        "Give the lab's guests the setkey, racoon and racoonctl of this folder,",
        "with the shared libraries beside them (docs/ipsec-tools.md)."
      })
  private @Nullable Path folder;

  /** The tools; absent where the option was not given. */
  public Optional<IpsecTools> tools() throws UsageException {
    if (folder == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(IpsecTools.in(folder.toAbsolutePath()));
    } catch (LabException incomplete) {
      throw new UsageException("--ipsec-tools: " + incomplete.getMessage());
    }
  }
}
