package org.tunnelbench.cli.report;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.tunnelbench.cli.ExitCode;
import org.tunnelbench.cli.JsonOption;
import org.tunnelbench.cli.Version;
import org.tunnelbench.cli.lab.LabOption;
import org.tunnelbench.cli.rest.ControllerClient;
import org.tunnelbench.contract.api.ExperimentResult;
import org.tunnelbench.contract.trial.ExperimentId;
import org.tunnelbench.controller.report.TextReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes the report of an experiment that a running lab knows. */
@Command(
    name = "report",
    description = "Writes the report of an experiment that the running lab knows, and shows it.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class ReportCommand implements Callable<Integer> {
  @Mixin private LabOption lab = new LabOption();
  @Mixin private OutputOption output = new OutputOption();
  @Mixin private JsonOption json = new JsonOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "ID", description = "The experiment's id, as status shows it.")
  private String id = "";

  @Override
  public Integer call() throws Exception {
    ExperimentId experiment = new ExperimentId(id);
    output.check();
    ExperimentResult result = ControllerClient.of(lab.required()).result(experiment);
    Path folder = output.folder(result.name());
    ResultFiles files = ResultFiles.write(result, folder);
    PrintWriter out = spec.commandLine().getOut();
    if (json.isSet()) {
      JsonOption.print(out, files.result());
    } else {
      out.println("Report: " + files.report().toUri() + "\n");
      out.print(TextReport.of(files.result()));
      out.flush();
    }
    return ExitCode.DONE;
  }
}
