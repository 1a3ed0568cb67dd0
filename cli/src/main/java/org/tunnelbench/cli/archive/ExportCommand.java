package org.tunnelbench.cli.archive;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tunnelbench.cli.ExitCode;
import org.tunnelbench.cli.FailedException;
import org.tunnelbench.cli.UsageException;
import org.tunnelbench.cli.Version;
import org.tunnelbench.cli.lab.LabOption;
import org.tunnelbench.cli.rest.ControllerClient;
import org.tunnelbench.contract.trial.ExperimentId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes an experiment with all that is kept of it to a file. */
@Command(
    name = "export",
    description = {
      "Writes an experiment that has ended, with all that is kept of it, to a file that another",
      "controller imports: its document, the hosts' facts, every trial and every sample."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class ExportCommand implements Callable<Integer> {
  @Mixin private LabOption lab = new LabOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "ID", description = "The experiment's id, as status shows it.")
  private String id = "";

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description =
          "The file, which must not be there yet; by default experiment-ID.jsonl in this folder.")
  private @Nullable Path output;

  @Override
  public Integer call() throws Exception {
    ExperimentId experiment = new ExperimentId(id);
    Path archive =
        Optional.ofNullable(output)
            .orElseGet(() -> Path.of("experiment-" + experiment + ".jsonl"))
            .toAbsolutePath();
    if (Files.exists(archive)) {
      throw new UsageException(archive + " is there already: name another file by --output");
    }
    if (!Files.isDirectory(archive.resolveSibling(""))) {
      throw new UsageException("the folder of " + archive + " is not there: make it first");
    }
    fetch(ControllerClient.of(lab.required()), experiment, archive);
    PrintWriter out = spec.commandLine().getOut();
    out.println("Exported to " + archive);
    out.flush();
    return ExitCode.DONE;
  }

  private static void fetch(ControllerClient controller, ExperimentId experiment, Path archive)
      throws Exception {
    try {
      controller.export(experiment, archive);
    } catch (IOException e) {
      throw new FailedException(
          "experiment %s could not be written to %s whole (%s): nothing of it is left; try again"
              .formatted(experiment, archive, e),
          e);
    }
  }
}
