package org.tunnelbench.cli.hostagent;

import java.util.concurrent.Callable;
import org.tunnelbench.cli.Version;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Holds what the agent can do without a controller. */
@Command(
    name = "host-agent",
    description = "Uses the host agent on this host, without a controller.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = RunOnceCommand.class)
public final class HostAgentCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "name a command: run-once");
  }
}
