package org.tunnelbench.throughputprobe.application;

import org.tunnelbench.contract.message.Messages;
import org.tunnelbench.contract.message.Report;
import org.tunnelbench.contract.message.TrafficSample;
import org.tunnelbench.contract.trial.TrialId;

/** A message on its way out. */
sealed interface Outbound {
  /** The key. */
  TrialId trial();

  /** The value. */
  byte[] value();

  /** For the topic of reports. */
  record OfReports(Report report) implements Outbound {
    @Override
    public TrialId trial() {
      return report.attempt().trial();
    }

    @Override
    public byte[] value() {
      return Messages.CODEC.encode(report);
    }
  }

  /** For the topic of samples. */
  record OfSamples(TrafficSample sample) implements Outbound {
    @Override
    public TrialId trial() {
      return sample.attempt().trial();
    }

    @Override
    public byte[] value() {
      return Messages.CODEC.encode(sample);
    }
  }
}
