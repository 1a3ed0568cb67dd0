package org.tunnelbench.controller.application.record;

import org.tunnelbench.contract.message.HostStatus;
import org.tunnelbench.contract.message.Report;
import org.tunnelbench.contract.message.TrafficSample;
import org.tunnelbench.contract.trial.ExperimentId;
import org.tunnelbench.contract.trial.TrialId;
import org.tunnelbench.controller.trial.ExperimentRecord;
import org.tunnelbench.controller.trial.TrialRecord;

/** Something that was read from a topic, with its offset where that matters. */
sealed interface Message {
  record Experiment(ExperimentRecord experiment) implements Message {}

  record Trial(TrialRecord trial) implements Message {}

  record ExperimentErased(ExperimentId id) implements Message {}

  record TrialErased(TrialId id) implements Message {}

  record Status(HostStatus status, long offset) implements Message {}

  record Reported(Report report, long offset) implements Message {}

  record Sampled(TrafficSample sample, long offset) implements Message {}

  record Asked(Forwarded request) implements Message {}
}
