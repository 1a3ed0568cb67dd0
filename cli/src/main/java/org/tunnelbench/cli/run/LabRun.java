package org.tunnelbench.cli.run;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tunnelbench.cli.FailedException;
import org.tunnelbench.cli.Installation;
import org.tunnelbench.cli.UsageException;
import org.tunnelbench.cli.document.KernelLimit;
import org.tunnelbench.cli.lab.HostsReady;
import org.tunnelbench.cli.lab.Interruption;
import org.tunnelbench.cli.lab.OpenExperiments;
import org.tunnelbench.cli.lab.WithOption;
import org.tunnelbench.cli.progress.Progress;
import org.tunnelbench.cli.rest.ControllerClient;
import org.tunnelbench.cli.rest.ControllerException;
import org.tunnelbench.cli.rest.RefusedException;
import org.tunnelbench.contract.api.ExperimentResult;
import org.tunnelbench.contract.experiment.ExperimentDocument;
import org.tunnelbench.contract.experiment.PairSelection;
import org.tunnelbench.contract.host.FleetDocument;
import org.tunnelbench.lab.fleet.LabRecord;
import org.tunnelbench.lab.fleet.LocalLab;
import org.tunnelbench.lab.guest.IpsecTools;
import org.tunnelbench.lab.run.LabFolders;

/** An experiment on a lab, with what is to happen when the user stops it in the middle. */
final class LabRun {
  private static final Pattern SERIES = Pattern.compile("[0-9]+\\.[0-9]+");

  private final Progress progress;
  private final List<String> kernels;
  private final Optional<IpsecTools> ipsecTools;
  private final WithOption with;

  /**
   * @param kernels that a lab of its own is to have; all where empty
   * @param ipsecTools that its guests are to have
   * @param with what it is to have besides
   */
  LabRun(
      Progress progress, List<String> kernels, Optional<IpsecTools> ipsecTools, WithOption with) {
    this.progress = progress;
    this.kernels = kernels;
    this.ipsecTools = ipsecTools;
    this.with = with;
  }

  /** Runs the document on that lab, or on one of its own that it takes down at the end. */
  ExperimentResult run(ExperimentDocument document, Optional<LabRecord> running) throws Exception {
    if (running.isPresent()) {
      return onRunning(document, running.get());
    }
    try (LocalLab lab = open()) {
      return Interruption.guard(
          lab::close,
          () -> {
            LabRecord ready = lab.start(wanted(document), ipsecTools);
            HostsReady.await(ControllerClient.of(ready), ready.hosts());
            ready
                .prometheus()
                .ifPresent(
                    address ->
                        progress.note("Prometheus is at " + address + " while the lab runs"));
            return submit(ready, available(ready, document)).await(progress);
          });
    }
  }

  /**
   * Runs the document on hosts of the user's own. Where the user stops it, the trials under way are
   * taken down before the fleet ends: nobody else would soon do that on those hosts.
   */
  ExperimentResult run(ExperimentDocument document, FleetDocument hosts) throws Exception {
    try (LocalLab lab = open()) {
      LabRecord ready = Interruption.guard(lab::close, () -> lab.serve(hosts));
      ControllerClient controller = ControllerClient.of(ready);
      return Interruption.guard(
          () -> leaveClean(controller, lab), () -> onOwnHosts(document, ready, controller));
    }
  }

  private ExperimentResult onOwnHosts(
      ExperimentDocument document, LabRecord ready, ControllerClient controller) throws Exception {
    try {
      HostsReady.awaitTold(controller, ready.hosts())
          .forEach(host -> progress.note(HostsReady.line(host)));
      return submit(ready, document).await(progress);
    } catch (ControllerException | FailedException broken) {
      endAll(controller, broken);
      throw broken;
    }
  }

  private static void endAll(ControllerClient controller, Exception why)
      throws InterruptedException {
    try {
      OpenExperiments.endAll(controller);
    } catch (ControllerException | RefusedException | FailedException e) {
      why.addSuppressed(e);
    }
  }

  private static void leaveClean(ControllerClient controller, LocalLab lab) throws Exception {
    try {
      OpenExperiments.endAll(controller);
    } finally {
      lab.close();
    }
  }

  private LocalLab open() throws Exception {
    LocalLab lab =
        LocalLab.open(
            LabFolders.ofThisProcess(),
            "run-" + ProcessHandle.current().pid(),
            Installation.current().products(),
            progress::note);
    with.tell(lab);
    return lab;
  }

  private ExperimentResult onRunning(ExperimentDocument document, LabRecord lab) throws Exception {
    ExperimentRun run = submit(lab, document);
    return Interruption.guard(run::cancel, () -> run.await(progress));
  }

  /**
   * The kernels that a lab for this document needs, by the first two numbers of their releases; all
   * where empty.
   */
  private List<String> wanted(ExperimentDocument document) {
    List<String> releases =
        kernels.isEmpty() && document.selection() instanceof PairSelection.ByKernel named
            ? named.kernels()
            : kernels;
    return releases.stream().map(LabRun::series).distinct().toList();
  }

  private static String series(String release) {
    Matcher numbers = SERIES.matcher(release);
    return numbers.lookingAt() ? numbers.group() : release;
  }

  private static ExperimentRun submit(LabRecord lab, ExperimentDocument document) throws Exception {
    return ExperimentRun.submit(ControllerClient.of(lab), document);
  }

  /** The document without the kernels that this lab could not get. */
  private ExperimentDocument available(LabRecord lab, ExperimentDocument document)
      throws UsageException {
    if (!(document.selection() instanceof PairSelection.ByKernel named)) {
      return document;
    }
    List<String> missing =
        named.kernels().stream().filter(kernel -> !lab.kernels().contains(series(kernel))).toList();
    if (missing.isEmpty()) {
      return document;
    }
    progress.note("going on without " + String.join(", ", missing));
    return KernelLimit.limit(document, lab.kernels());
  }
}
