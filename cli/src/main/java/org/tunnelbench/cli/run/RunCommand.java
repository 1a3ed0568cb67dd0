package org.tunnelbench.cli.run;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tunnelbench.cli.UsageException;
import org.tunnelbench.cli.Version;
import org.tunnelbench.cli.document.DocumentFile;
import org.tunnelbench.cli.lab.HostsOption;
import org.tunnelbench.cli.lab.LabOption;
import org.tunnelbench.contract.experiment.ExperimentDocument;
import org.tunnelbench.contract.host.FleetDocument;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Runs an experiment. */
@Command(
    name = "run",
    description = {
      "Runs the experiment of a document and writes its report.",
      "Uses the lab that is up; where none is, brings one up for itself and takes it down at the end.",
      "With --hosts, measures on hosts of your own and leaves each as it was."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class RunCommand implements Callable<Integer> {
  @Mixin private RunOptions options = new RunOptions();
  @Mixin private LabOption lab = new LabOption();
  @Mixin private HostsOption hosts = new HostsOption();

  @Parameters(paramLabel = "FILE", description = "The experiment's document, in YAML or JSON.")
  private Path file = Path.of("");

  @Override
  public Integer call() throws Exception {
    return DocumentFile.named(file, this::run);
  }

  private int run() throws Exception {
    ExperimentDocument document = options.limited(DocumentFile.read(file));
    Optional<FleetDocument> own = options.own(hosts);
    if (own.isEmpty()) {
      return options.run(document, lab.running());
    }
    if (lab.isNamed()) {
      throw new UsageException(
          "--lab names a lab that runs, and --hosts brings up one: give one of the two");
    }
    return options.run(document, own.get());
  }
}
