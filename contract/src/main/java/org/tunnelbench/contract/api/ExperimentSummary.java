package org.tunnelbench.contract.api;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.tunnelbench.contract.trial.ExperimentId;

/**
 * An experiment in a list.
 *
 * @param trials how many of its trials stand where; outcomes with none are left out
 * @param importedAt when it was imported; absent where this controller's fleet measured it
 */
public record ExperimentSummary(
    ExperimentId id,
    String name,
    Instant submittedAt,
    ExperimentState state,
    Map<Outcome, Integer> trials,
    Optional<Instant> importedAt) {
  /** One that this controller's fleet measures. */
  public ExperimentSummary(
      ExperimentId id,
      String name,
      Instant submittedAt,
      ExperimentState state,
      Map<Outcome, Integer> trials) {
    this(id, name, submittedAt, state, trials, Optional.empty());
  }
}
