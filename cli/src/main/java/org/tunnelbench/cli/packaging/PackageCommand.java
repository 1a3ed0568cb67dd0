package org.tunnelbench.cli.packaging;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.tunnelbench.cli.ExitCode;
import org.tunnelbench.cli.Installation;
import org.tunnelbench.cli.Version;
import org.tunnelbench.packaging.archive.Epoch;
import org.tunnelbench.packaging.debian.AgentPackage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Writes the Debian package of agent and probe. */
@Command(
    name = "package",
    description = {
      "Writes tunnelbench-agent_VERSION_all.deb, which installs agent and probe on a gateway or a"
          + " host",
      "(deploy/debian/README.md). The same build gives the same bytes, with SOURCE_DATE_EPOCH as"
          + " their time."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class PackageCommand implements Callable<Integer> {
  @Mixin private PackageFolder folder = new PackageFolder();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    Installation installation = Installation.current();
    AgentPackage agent = new AgentPackage(installation.home(), installation.products().folder());
    PrintWriter out = spec.commandLine().getOut();
    out.println(agent.write(folder.make(installation), Epoch.of(System.getenv())));
    out.flush();
    return ExitCode.DONE;
  }
}
