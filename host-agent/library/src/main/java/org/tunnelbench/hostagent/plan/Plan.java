package org.tunnelbench.hostagent.plan;

import java.util.ArrayList;
import java.util.List;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.trial.Attempt;
import org.tunnelbench.hostaccess.HostStep;

/**
 * Everything that sets one end of a trial up.
 *
 * @param steps in order
 * @param proof that it works
 * @param traces by which what it makes is known
 */
public record Plan(
    Attempt attempt,
    HostName host,
    TrialNames names,
    List<PlannedStep> steps,
    Proof proof,
    Traces traces) {
  public Plan {
    steps = List.copyOf(steps);
  }

  /** What is done on the host to set the end up, proofs apart. */
  public List<HostStep> forward() {
    return steps.stream().flatMap(step -> step.forward().stream()).toList();
  }

  /** What undoes it: the newest step's inverse first. */
  public List<List<String>> undo() {
    List<List<String>> undo = new ArrayList<>();
    for (PlannedStep step : steps.reversed()) {
      undo.addAll(step.inverse());
    }
    return List.copyOf(undo);
  }
}
