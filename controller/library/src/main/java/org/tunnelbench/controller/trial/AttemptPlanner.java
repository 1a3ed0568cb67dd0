package org.tunnelbench.controller.trial;

import org.tunnelbench.contract.experiment.ExperimentDocument;
import org.tunnelbench.contract.experiment.TrafficSpec;
import org.tunnelbench.contract.host.HostFacts;
import org.tunnelbench.contract.trial.Attempt;
import org.tunnelbench.contract.trial.EndpointSpec;

/** Says what both ends of an attempt are to set up; makes keys where the cell is protected. */
public interface AttemptPlanner {
  /**
   * Both ends, in the pair's order.
   *
   * @param first the facts of the pair's first host
   * @throws AttemptNotPlannedException where the hosts' facts do not allow it
   */
  Ends plan(
      ExperimentDocument document,
      PlannedTrial trial,
      Attempt attempt,
      HostFacts first,
      HostFacts second)
      throws AttemptNotPlannedException;

  /**
   * Both ends of an attempt.
   *
   * @param traffic by the tool that both hosts have
   */
  record Ends(EndpointSpec first, EndpointSpec second, TrafficSpec traffic) {}

  /** The hosts' facts do not allow the attempt; the message says what and where. */
  final class AttemptNotPlannedException extends Exception {
    private static final long serialVersionUID = 1L;

    public AttemptNotPlannedException(String message) {
      super(message);
    }

    public AttemptNotPlannedException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
