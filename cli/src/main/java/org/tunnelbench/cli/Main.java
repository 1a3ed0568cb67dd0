package org.tunnelbench.cli;

import java.util.concurrent.Callable;
import org.tunnelbench.cli.access.KafkaAclsCommand;
import org.tunnelbench.cli.analysis.AnalyzeCommand;
import org.tunnelbench.cli.analysis.CompareCommand;
import org.tunnelbench.cli.archive.ExportCommand;
import org.tunnelbench.cli.archive.ImportCommand;
import org.tunnelbench.cli.bench.BenchCommand;
import org.tunnelbench.cli.hostagent.HostAgentCommand;
import org.tunnelbench.cli.lab.DoctorCommand;
import org.tunnelbench.cli.lab.DownCommand;
import org.tunnelbench.cli.lab.StatusCommand;
import org.tunnelbench.cli.lab.UpCommand;
import org.tunnelbench.cli.packaging.ImagesCommand;
import org.tunnelbench.cli.packaging.PackageCommand;
import org.tunnelbench.cli.plan.PlanCommand;
import org.tunnelbench.cli.report.ReportCommand;
import org.tunnelbench.cli.run.DemoCommand;
import org.tunnelbench.cli.run.RunCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code tunnelbench}. */
@Command(
    name = "tunnelbench",
    description =
        "Finds out which tunnel-over-IPsec configuration is slow on which kernel, and says why.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      DemoCommand.class,
      UpCommand.class,
      DownCommand.class,
      StatusCommand.class,
      RunCommand.class,
      PlanCommand.class,
      ReportCommand.class,
      ExportCommand.class,
      ImportCommand.class,
      AnalyzeCommand.class,
      CompareCommand.class,
      DoctorCommand.class,
      BenchCommand.class,
      HostAgentCommand.class,
      PackageCommand.class,
      ImagesCommand.class,
      KafkaAclsCommand.class,
      TestCommand.class,
      CompletionCommand.class
    },
    footer = {
      "",
      "Exit codes: 0 done (a finding is not a failure), 1 a trial failed, 2 the usage or the"
          + " document was wrong."
    })
public final class Main implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  /** Runs the command line and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /** The whole command line. */
  public static CommandLine commandLine() {
    Errors errors = new Errors();
    return new CommandLine(new Main())
        .setExecutionExceptionHandler(errors)
        .setParameterExceptionHandler(errors);
  }

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "name a command, such as demo");
  }
}
