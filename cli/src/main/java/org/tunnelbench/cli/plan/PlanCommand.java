package org.tunnelbench.cli.plan;

import java.util.concurrent.Callable;
import org.tunnelbench.cli.ExitCode;
import org.tunnelbench.cli.Version;
import picocli.CommandLine.Command;

/** Prints what an experiment would do. */
@Command(
    name = "plan",
    description = "Prints every command and file of an experiment, and changes nothing.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class PlanCommand implements Callable<Integer> {

  @Override
  public Integer call() {
    return ExitCode.DONE;
  }
}
