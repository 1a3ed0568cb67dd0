package org.tunnelbench.cli.lab;

import java.time.Duration;
import java.util.List;
import org.tunnelbench.cli.FailedException;
import org.tunnelbench.cli.rest.ControllerClient;
import org.tunnelbench.cli.rest.ControllerException;
import org.tunnelbench.cli.rest.RefusedException;
import org.tunnelbench.contract.api.ExperimentState;
import org.tunnelbench.contract.api.ExperimentSummary;

/** What a controller has not ended. */
public final class OpenExperiments {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(45);
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(15);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  private OpenExperiments() {}

  /**
   * Cancels every experiment that runs, and waits until its trials are taken down.
   *
   * @throws FailedException where they are not within 45 s
   */
  public static void endAll(ControllerClient client)
      throws ControllerException, RefusedException, FailedException, InterruptedException {
    ControllerClient controller = client.patient(LONGEST_SILENCE);
    for (ExperimentSummary experiment : open(controller)) {
      controller.cancel(experiment.id());
    }
    long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
    while (!open(controller).isEmpty()) {
      if (System.nanoTime() > deadline) {
        throw new FailedException(
            "trials were not taken down within %d s; hosts that are reached by SSH undo them by themselves at their deadline, others at the next start with --hosts"
                .formatted(LONGEST_WAIT.toSeconds()));
      }
      Thread.sleep(BETWEEN_LOOKS);
    }
  }

  private static List<ExperimentSummary> open(ControllerClient controller)
      throws ControllerException, RefusedException, InterruptedException {
    return controller.experiments().stream()
        .filter(experiment -> experiment.state() == ExperimentState.RUNNING)
        .toList();
  }
}
