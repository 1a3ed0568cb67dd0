package org.tunnelbench.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Describes {@code test}, which the launcher does itself, since it runs the build. */
@Command(
    name = "test",
    description = "Builds everything and runs every check, the lab end to end among them.",
    versionProvider = Version.class)
public final class TestCommand implements Callable<Integer> {
  @Mixin private StandardOptions standard = new StandardOptions();

  @Option(names = "--all", description = "Also run what takes longer.")
  private boolean all;

  @Override
  public Integer call() throws UsageException {
    throw new UsageException("run the tests by ./tunnelbench test" + (all ? " --all" : ""));
  }
}
