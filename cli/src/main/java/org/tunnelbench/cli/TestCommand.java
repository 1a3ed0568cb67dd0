package org.tunnelbench.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Describes {@code test}, which the launcher does itself, since it runs the build. */
@Command(
    name = "test",
    description = "Builds everything and runs every check, the lab end to end among them.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class TestCommand implements Callable<Integer> {

  @Option(names = "--all", description = "Also run what takes longer.")
  private boolean all;

  @Override
  public Integer call() throws UsageException {
    throw new UsageException("run the tests by ./tunnelbench test" + (all ? " --all" : ""));
  }
}
