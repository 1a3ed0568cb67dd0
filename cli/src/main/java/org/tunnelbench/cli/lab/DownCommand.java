package org.tunnelbench.cli.lab;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.tunnelbench.cli.ExitCode;
import org.tunnelbench.cli.FailedException;
import org.tunnelbench.cli.Version;
import org.tunnelbench.cli.rest.ControllerClient;
import org.tunnelbench.cli.rest.ControllerException;
import org.tunnelbench.cli.rest.RefusedException;
import org.tunnelbench.lab.fleet.LabRecord;
import org.tunnelbench.lab.fleet.RunningLabs;
import org.tunnelbench.lab.run.LabFolders;
import org.tunnelbench.lab.run.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Ends labs. */
@Command(
    name = "down",
    description = "Ends a lab, and removes what it wrote and what labs that were killed have left.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class DownCommand implements Callable<Integer> {
  @Mixin private LabOption lab = new LabOption();

  @Option(names = "--all", description = "End every lab of this user.")
  private boolean all;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    LabFolders folders = LabFolders.ofThisProcess();
    RunningLabs labs = RunningLabs.of(folders);
    List<String> swept = RunFolder.sweep(folders);
    List<LabRecord> ending = all ? labs.all() : lab.running().stream().toList();
    boolean clean = true;
    for (LabRecord record : ending) {
      clean &= !record.servesOwnHosts() || leaveClean(record);
      labs.end(record);
      out.println("Lab " + record.name() + " has ended");
    }
    if (!swept.isEmpty()) {
      out.println("Removed what killed runs had left: " + String.join(", ", swept));
    }
    if (ending.isEmpty()) {
      out.println("No lab runs");
    }
    out.flush();
    return clean ? ExitCode.DONE : ExitCode.FAILED;
  }

  /**
   * Hosts of the user's own do not end with their fleet: what trials made there is taken down.
   *
   * @return whether it was
   */
  private boolean leaveClean(LabRecord record) throws InterruptedException {
    try {
      OpenExperiments.endAll(ControllerClient.of(record));
      return true;
    } catch (ControllerException | RefusedException | FailedException e) {
      PrintWriter err = spec.commandLine().getErr();
      err.println("tunnelbench: " + e.getMessage());
      err.println(
          "tunnelbench: hosts of lab %s may still hold what a trial made: those reached by SSH undo it at its deadline, and the next run or up with --hosts undoes the rest"
              .formatted(record.name()));
      err.flush();
      return false;
    }
  }
}
