package org.tunnelbench.cli.lab;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tunnelbench.cli.UsageException;
import org.tunnelbench.lab.fleet.LabRecord;
import org.tunnelbench.lab.fleet.RunningLabs;
import org.tunnelbench.lab.run.LabFolders;
import picocli.CommandLine.Option;

/** Which lab. */
public final class LabOption {
  /** The name of a lab that the user gave none. */
  public static final String DEFAULT = "default";

  @Option(
      names = "--lab",
      paramLabel = "NAME",
      description = "The lab's name; by default " + DEFAULT + ".")
  private @Nullable String name;

  /** The lab's name. */
  public String name() {
    return name == null ? DEFAULT : name;
  }

  /** Whether the user named it. */
  public boolean isNamed() {
    return name != null;
  }

  /** The lab of that name, where it runs; a lab that the user named must. */
  public Optional<LabRecord> running() throws UsageException, IOException {
    Optional<LabRecord> found = RunningLabs.of(LabFolders.ofThisProcess()).find(name());
    if (found.isEmpty() && name != null) {
      throw new UsageException(
          "no lab named %s runs: start it by ./tunnelbench up --lab %s".formatted(name, name));
    }
    return found;
  }

  /** The lab of that name, which must run. */
  public LabRecord required() throws UsageException, IOException {
    return running()
        .orElseThrow(() -> new UsageException("no lab runs: start one by ./tunnelbench up"));
  }
}
