package org.tunnelbench.controller.report;

import java.util.List;
import java.util.Optional;
import org.tunnelbench.contract.api.ExperimentResult;
import org.tunnelbench.contract.api.ExperimentState;
import org.tunnelbench.contract.api.SeriesPoint;
import org.tunnelbench.contract.api.TrialResult;
import org.tunnelbench.contract.trial.Failure;
import org.tunnelbench.contract.trial.FailureKind;
import org.tunnelbench.controller.example.ExampleExperiment;
import org.tunnelbench.controller.example.ExampleSeries;

/** Results that the reports are tested with. */
final class Examples {
  /** Text that would act on a page or on a terminal, were it not made harmless. */
  static final String HOSTILE =
      "</script><script>alert(1)</script><img src=x onerror=alert(2)> ' \" & \u001b[31m";

  private static final long SEED = 1;

  private Examples() {}

  static ExperimentResult measured() {
    return ExampleExperiment.measured(SEED);
  }

  /** The kernel 7.2 was lost after its first trial, by a host that answers with markup. */
  static ExperimentResult partlyFailed() {
    return ExampleExperiment.changed(
        SEED,
        ExperimentState.DONE,
        trial ->
            trial.kernel().startsWith("7.2") && trial.id().place() > 8
                ? ExampleExperiment.failed(trial, hostile(trial))
                : trial);
  }

  static ExperimentResult cancelled() {
    return ExampleExperiment.changed(
        SEED,
        ExperimentState.CANCELLED,
        trial -> trial.id().place() < 20 ? trial : ExampleExperiment.cancelled(trial));
  }

  /**
   * Nothing that was measured is slow: one cell falls to a fifth of its speed on the way, around
   * the level that is usual for it.
   */
  static ExperimentResult unsteady() {
    List<TrialResult> trials =
        ExampleExperiment.trials(SEED).stream()
            .filter(trial -> !trial.levels().getOrDefault("mtu", "").equals("default"))
            .map(trial -> trial.id().place() == 5 ? falling(trial) : trial)
            .toList();
    return ExampleExperiment.judged(ExperimentState.DONE, trials);
  }

  static ExperimentResult empty() {
    return ExampleExperiment.judged(ExperimentState.RUNNING, List.of());
  }

  private static TrialResult falling(TrialResult trial) {
    double usual =
        trial.samples().stream().mapToDouble(SeriesPoint::mbitPerSecond).average().orElseThrow();
    double[] rates = new double[30];
    for (int i = 0; i < rates.length; i++) {
      rates[i] = usual * Math.pow(5, 0.5 - i / 29.0);
    }
    return new TrialResult(
        trial.id(),
        trial.kernel(),
        trial.pair(),
        trial.levels(),
        trial.repetition(),
        trial.state(),
        trial.verdict(),
        trial.medianMbitPerSecond(),
        trial.mtu(),
        trial.failure(),
        trial.startedAt(),
        trial.endedAt(),
        trial.hosts(),
        ExampleSeries.of(0.1, rates));
  }

  private static Failure hostile(TrialResult trial) {
    return new Failure(
        FailureKind.STEP_FAILED,
        Optional.of(trial.pair().get(1)),
        "the host refused: " + HOSTILE,
        List.of("ip", "link", "add", "name", HOSTILE),
        Optional.of(2),
        "RTNETLINK answers: " + HOSTILE + "\n");
  }
}
