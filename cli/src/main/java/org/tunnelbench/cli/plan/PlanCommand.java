package org.tunnelbench.cli.plan;

import java.util.concurrent.Callable;
import org.tunnelbench.cli.ExitCode;
import org.tunnelbench.cli.StandardOptions;
import org.tunnelbench.cli.Version;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints what an experiment would do. */
@Command(
    name = "plan",
    description = "Prints every command and file of an experiment, and changes nothing.",
    versionProvider = Version.class)
public final class PlanCommand implements Callable<Integer> {
  @Mixin private StandardOptions standard = new StandardOptions();

  @Override
  public Integer call() {
    return ExitCode.DONE;
  }
}
