package org.tunnelbench.hostagent.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.trial.Attempt;
import org.tunnelbench.hostaccess.HostStep;

/**
 * Everything that sets one end of a trial up.
 *
 * @param steps in order
 * @param proof that it works
 * @param diagnosis asked where a step or the proof fails
 * @param traces by which what it makes is known
 */
public record Plan(
    Attempt attempt,
    HostName host,
    TrialNames names,
    List<PlannedStep> steps,
    Proof proof,
    Optional<Diagnosis> diagnosis,
    Traces traces) {
  public Plan {
    steps = List.copyOf(steps);
  }

  /** What is done on the host to set the end up, proofs apart. */
  public List<HostStep> forward() {
    return steps.stream().flatMap(step -> step.forward().stream()).toList();
  }

  /** A tool's output without the secrets of any step, should it have quoted one. */
  public String redact(String output) {
    String redacted = output;
    for (PlannedStep step : steps) {
      redacted = step.redact(redacted);
    }
    return redacted;
  }

  /** What undoes it, the newest step's inverse first, and at last removes what that needed. */
  public List<List<String>> undo() {
    List<List<String>> undo = new ArrayList<>(inverses());
    undo.addAll(lastOfAll());
    return List.copyOf(undo);
  }

  /** What undoes it: the newest step's inverse first. */
  public List<List<String>> inverses() {
    return steps.reversed().stream().flatMap(step -> step.inverse().stream()).toList();
  }

  /** What is to be removed once {@link #inverses} is seen to have undone everything. */
  public List<List<String>> lastOfAll() {
    return steps.reversed().stream().flatMap(step -> step.lastOfAll().stream()).toList();
  }
}
