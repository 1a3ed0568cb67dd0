package org.tunnelbench.contract.api;

import java.time.Instant;
import java.util.Map;
import org.tunnelbench.contract.trial.ExperimentId;

/**
 * An experiment in a list.
 *
 * @param trials how many of its trials stand where; outcomes with none are left out
 */
public record ExperimentSummary(
    ExperimentId id,
    String name,
    Instant submittedAt,
    ExperimentState state,
    Map<Outcome, Integer> trials) {}
