package org.tunnelbench.cli.progress;

import java.util.HashSet;
import java.util.Set;
import org.tunnelbench.contract.api.TrialResult;
import org.tunnelbench.contract.trial.TrialId;

/** How many of an experiment's trials have ended; a trial that is told of twice counts once. */
final class Count {
  private final Set<TrialId> ended = new HashSet<>();
  private int total;

  void begin(int trials) {
    total = trials;
  }

  /** Whether the trial had not been told as ended before, and has. */
  boolean endsNow(TrialResult trial) {
    return trial.state().isFinal() && ended.add(trial.id());
  }

  int ended() {
    return ended.size();
  }

  int total() {
    return total;
  }
}
