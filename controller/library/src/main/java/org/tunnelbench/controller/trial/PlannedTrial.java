package org.tunnelbench.controller.trial;

import java.util.List;
import org.tunnelbench.contract.experiment.Levels;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.host.PairEntry;
import org.tunnelbench.contract.trial.TrialId;

/**
 * A trial of a plan.
 *
 * @param kernel of the pair's first host when the experiment was accepted: release and build
 * @param repetition from 1
 */
public record PlannedTrial(
    TrialId id, PairEntry pair, String kernel, Levels levels, int repetition) {
  /** Whether both are repetitions of one cell on one pair. */
  boolean isOfTheCellOf(PlannedTrial other) {
    return pair.equals(other.pair) && levels.equals(other.levels);
  }

  /** Both hosts of its pair, in the pair's order. */
  public List<HostName> hosts() {
    return List.of(pair.sender(), pair.receiver());
  }
}
