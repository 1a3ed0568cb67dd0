package org.tunnelbench.cli.run;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tunnelbench.cli.Installation;
import org.tunnelbench.cli.Version;
import org.tunnelbench.cli.document.DocumentFile;
import org.tunnelbench.contract.experiment.ExperimentDocument;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs the demo. */
@Command(
    name = "demo",
    description = {
      "Compares the kernels of a lab of its own: runs experiments/demo.yaml and writes its report.",
      "Everything that it starts has ended when it ends."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class DemoCommand implements Callable<Integer> {
  @Mixin private RunOptions options = new RunOptions();

  @Override
  public Integer call() throws Exception {
    Path demo = Installation.current().demo();
    ExperimentDocument document = options.limited(DocumentFile.read(demo));
    return DocumentFile.named(demo, () -> options.run(document, Optional.empty()));
  }
}
