package org.tunnelbench.controller.trial;

import org.tunnelbench.contract.trial.TrialId;

/**
 * What the controller remembers of a trial that has begun or ended: a value of the compacted topic
 * of trials. A trial without one is planned; one that is planned is cancelled with its experiment.
 */
public record TrialRecord(TrialId id, TrialState state) {}
