package org.tunnelbench.cli.archive;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.tunnelbench.cli.ExitCode;
import org.tunnelbench.cli.JsonOption;
import org.tunnelbench.cli.UsageException;
import org.tunnelbench.cli.Version;
import org.tunnelbench.cli.lab.LabOption;
import org.tunnelbench.cli.rest.ControllerClient;
import org.tunnelbench.contract.api.ExperimentSummary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Gives the running lab an experiment that another one measured. */
@Command(
    name = "import",
    description = {
      "Gives the running lab an experiment that export wrote: it is shown, reported and deleted",
      "like any other, and its trials are never run. The same file again is the same experiment."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class ImportCommand implements Callable<Integer> {
  @Mixin private LabOption lab = new LabOption();
  @Mixin private JsonOption json = new JsonOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "FILE", description = "The file that export wrote.")
  private Path archive = Path.of("");

  @Override
  public Integer call() throws Exception {
    if (!Files.isRegularFile(archive) || !Files.isReadable(archive)) {
      throw new UsageException(archive + " is no file that can be read");
    }
    ExperimentSummary taken = ControllerClient.of(lab.required()).imported(archive);
    PrintWriter out = spec.commandLine().getOut();
    if (json.isSet()) {
      JsonOption.print(out, taken);
    } else {
      out.println(
          "Imported %s, %s; see it by ./tunnelbench report %s"
              .formatted(taken.name(), taken.id(), taken.id()));
    }
    out.flush();
    return ExitCode.DONE;
  }
}
