package org.tunnelbench.hostagent.ipsec;

import java.time.Duration;
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
  /** racoon asks the kernel for every algorithm it knows before it opens its socket. */
  private static final int READY_TRIES = 300;

  private static final Duration READY_PAUSE = Duration.ofMillis(50);

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
                new HostFile(files.secrets(), HostFile.PRIVATE, files.secretLines(key)),
                HostFile.open(files.configuration(), HostFile.PRIVATE, files.lines()))),
        new PlannedStep.Command(
            List.of("racoon", "-f", files.configuration(), "-l", files.log()), inverse),
        new PlannedStep.Await(List.of("test", "-S", files.socket()), READY_TRIES, READY_PAUSE));
  }
}
