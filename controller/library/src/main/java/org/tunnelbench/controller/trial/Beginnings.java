package org.tunnelbench.controller.trial;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tunnelbench.contract.InvalidValueException;
import org.tunnelbench.contract.host.HostFacts;
import org.tunnelbench.contract.trial.Attempt;
import org.tunnelbench.contract.trial.Failure;
import org.tunnelbench.contract.trial.FailureKind;

/** How a planned trial begins, its hosts being available and leased. */
final class Beginnings {
  private final AttemptPlanner planner;
  private final Hosts hosts;

  Beginnings(AttemptPlanner planner, Hosts hosts) {
    this.planner = planner;
    this.hosts = hosts;
  }

  /**
   * The trial with its attempt settled, or ended where none can be planned.
   *
   * @param read what was read of the topics up to now
   */
  TrialState begin(
      ExperimentRecord experiment, PlannedTrial trial, Planned state, Positions read, Instant now) {
    HostFacts first = hosts.facts(trial.pair().sender());
    HostFacts second = hosts.facts(trial.pair().receiver());
    HostFacts sending =
        switch (experiment.document().traffic().direction()) {
          case FORWARD, BOTH -> first;
          case REVERSE -> second;
        };
    Attempt attempt = experiment.attempt(trial.id().place(), state.repeats().size());
    try {
      AttemptPlanner.Ends ends = planner.plan(experiment.document(), trial, attempt, first, second);
      return state.begin(
          Assignment.of(experiment, attempt, ends, sending.kernel(), now, read, state.repeats()));
    } catch (AttemptPlanner.AttemptNotPlannedException | InvalidValueException e) {
      // Whatever the planner refuses ends this trial alone.
      return state.fail(notPlanned(e), now);
    }
  }

  private static Failure notPlanned(Exception reason) {
    return new Failure(
        FailureKind.INTERNAL,
        Optional.empty(),
        "the attempt could not be planned: " + reason.getMessage(),
        List.of(),
        Optional.empty(),
        "");
  }
}
