package org.tunnelbench.cli.run;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.tunnelbench.cli.Version;
import org.tunnelbench.cli.document.DocumentFile;
import org.tunnelbench.cli.lab.LabOption;
import org.tunnelbench.contract.experiment.ExperimentDocument;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Runs an experiment. */
@Command(
    name = "run",
    description = {
      "Runs the experiment of a document and writes its report.",
      "Uses the lab that is up; where none is, brings one up for itself and takes it down at the end."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class RunCommand implements Callable<Integer> {
  @Mixin private RunOptions options = new RunOptions();
  @Mixin private LabOption lab = new LabOption();

  @Parameters(paramLabel = "FILE", description = "The experiment's document, in YAML or JSON.")
  private Path file = Path.of("");

  @Override
  public Integer call() throws Exception {
    ExperimentDocument document = options.limited(DocumentFile.read(file));
    return options.run(document, lab.running());
  }
}
