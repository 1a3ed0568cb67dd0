package org.tunnelbench.cli.run;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.tunnelbench.cli.ExitCode;
import org.tunnelbench.cli.JsonOption;
import org.tunnelbench.cli.Terminal;
import org.tunnelbench.cli.UsageException;
import org.tunnelbench.cli.document.KernelLimit;
import org.tunnelbench.cli.lab.HostsOption;
import org.tunnelbench.cli.lab.IpsecToolsOption;
import org.tunnelbench.cli.lab.KernelsOption;
import org.tunnelbench.cli.lab.WithOption;
import org.tunnelbench.cli.progress.Progress;
import org.tunnelbench.cli.report.OutputOption;
import org.tunnelbench.cli.report.ResultFiles;
import org.tunnelbench.contract.api.ExperimentResult;
import org.tunnelbench.contract.api.Outcome;
import org.tunnelbench.contract.api.TrialResult;
import org.tunnelbench.contract.experiment.ExperimentDocument;
import org.tunnelbench.contract.host.FleetDocument;
import org.tunnelbench.controller.report.TextReport;
import org.tunnelbench.lab.fleet.LabRecord;
import org.tunnelbench.lab.guest.IpsecTools;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What {@code run} and {@code demo} have in common. */
final class RunOptions {
  @Mixin private KernelsOption kernels = new KernelsOption();
  @Mixin private IpsecToolsOption ipsecTools = new IpsecToolsOption();
  @Mixin private WithOption with = new WithOption();
  @Mixin private OutputOption output = new OutputOption();
  @Mixin private JsonOption json = new JsonOption();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  /** The document for the kernels that the user named. */
  ExperimentDocument limited(ExperimentDocument document) throws UsageException {
    return kernels.kernels().isEmpty() ? document : KernelLimit.limit(document, kernels.kernels());
  }

  /** The hosts of the user's own that the option names. */
  Optional<FleetDocument> own(HostsOption hosts) throws UsageException {
    demandOwnLab(hosts.isNamed(), "--hosts names hosts of your own: install them there");
    return hosts.fleet(kernels);
  }

  /**
   * Runs the experiment on hosts of the user's own, as {@link #run(ExperimentDocument, Optional)}.
   */
  int run(ExperimentDocument document, FleetDocument hosts) throws Exception {
    return run(lab -> lab.run(document, hosts));
  }

  /**
   * Runs the experiment and tells what came of it.
   *
   * @param running the lab to run it on; one of its own where empty
   * @return the exit code
   */
  int run(ExperimentDocument document, Optional<LabRecord> running) throws Exception {
    demandOwnLab(
        running.isPresent(),
        "the lab that runs was started without: end it by ./tunnelbench down, or start it with them"
            + " by up");
    if (running.isPresent() && with.isNamed()) {
      throw new UsageException(
          "--with and --controllers are for a lab that this command starts, and one runs already: give"
              + " them to up");
    }
    return run(lab -> lab.run(document, running));
  }

  /** Refuses tools for guests that are not started here. */
  private void demandOwnLab(boolean otherHosts, String why) throws UsageException {
    if (otherHosts && ipsecTools.tools().isPresent()) {
      throw new UsageException("--ipsec-tools is for guests that this command starts; " + why);
    }
  }

  private interface Work {
    ExperimentResult on(LabRun lab) throws Exception;
  }

  private int run(Work work) throws Exception {
    output.check();
    with.check();
    Optional<IpsecTools> tools = ipsecTools.tools();
    PrintWriter out = command.commandLine().getOut();
    ExperimentResult result;
    try (Progress progress = Terminal.progress(out, command.commandLine().getErr(), json.isSet())) {
      result = work.on(new LabRun(progress, kernels.kernels(), tools, with));
    }
    tell(result, out);
    return failed(result) ? ExitCode.FAILED : ExitCode.DONE;
  }

  private void tell(ExperimentResult result, PrintWriter out) throws IOException, UsageException {
    Path folder = output.folder(result.name());
    ResultFiles files = ResultFiles.write(result, folder);
    if (json.isSet()) {
      JsonOption.print(out, files.result());
      return;
    }
    out.println("Report: " + files.report().toUri() + "\n");
    out.print(TextReport.of(files.result()));
    out.flush();
  }

  /** An experiment that somebody has cancelled does not hold what was asked for either. */
  private static boolean failed(ExperimentResult result) {
    return result.trials().stream()
        .map(TrialResult::state)
        .anyMatch(state -> state != Outcome.MEASURED && state != Outcome.SKIPPED);
  }
}
