package org.tunnelbench.hostagent.ipsec;

import java.util.ArrayList;
import java.util.List;
import org.tunnelbench.contract.trial.PreSharedKey;
import org.tunnelbench.hostagent.plan.HostFile;
import org.tunnelbench.hostagent.plan.PlannedStep;

/**
 * A racoon of our own, with files, pid file, socket and log of its own, in a folder that goes with
 * it.
 *
 * <p>It is killed rather than told to end: at SIGTERM racoon flushes every association of the
 * kernel, whoever made it.
 */
final class RacoonSteps {
  private RacoonSteps() {}

  static List<PlannedStep> of(ProtectedEnd end, PreSharedKey key) {
    RacoonFiles files = new RacoonFiles(end);
    List<List<String>> inverse = new ArrayList<>();
    inverse.add(DaemonStop.argv(files.folder()));
    inverse.addAll(XfrmSteps.deleteNegotiated(end));
    return List.of(
        new PlannedStep.KeptFiles(
            List.of(
                DaemonStop.file(files.folder(), "racoon", "KILL"),
                RacoonReady.file(files),
                new HostFile(files.secrets(), HostFile.PRIVATE, files.secretLines(key)),
                HostFile.open(files.configuration(), HostFile.PRIVATE, files.lines()))),
        new PlannedStep.Command(
            List.of("racoon", "-f", files.configuration(), "-l", files.log()), inverse),
        new PlannedStep.Command(RacoonReady.argv(files), List.of()));
  }
}
