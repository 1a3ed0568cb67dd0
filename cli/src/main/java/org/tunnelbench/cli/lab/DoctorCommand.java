package org.tunnelbench.cli.lab;

import java.util.concurrent.Callable;
import org.tunnelbench.cli.ExitCode;
import org.tunnelbench.cli.Version;
import picocli.CommandLine.Command;

/** Tells what the machine has and lacks. */
@Command(
    name = "doctor",
    description = "Tells what is present, what is missing, and what to do about it.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class DoctorCommand implements Callable<Integer> {

  @Override
  public Integer call() {
    return ExitCode.DONE;
  }
}
