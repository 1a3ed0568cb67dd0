package org.tunnelbench.cli.bench;

import java.util.concurrent.Callable;
import org.tunnelbench.cli.ExitCode;
import org.tunnelbench.cli.Version;
import picocli.CommandLine.Command;

/** Lists and runs benchmarks. */
@Command(
    name = "bench",
    description = "Lists the benchmarks of tunnelbench itself, or runs one.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class BenchCommand implements Callable<Integer> {

  @Override
  public Integer call() {
    return ExitCode.DONE;
  }
}
