package org.tunnelbench.throughputprobe.application;

import org.tunnelbench.contract.message.Messages;
import org.tunnelbench.contract.message.Report;
import org.tunnelbench.contract.message.Topic;
import org.tunnelbench.contract.message.TrafficSample;
import org.tunnelbench.contract.trial.TrialId;

/** A message on its way out. */
sealed interface Outbound {
  /** Where it goes. */
  Topic topic();

  /** The key. */
  TrialId trial();

  /** The value. */
  byte[] value();

  /** For the topic of the host's reports. */
  record OfReports(Report report) implements Outbound {
    @Override
    public Topic topic() {
      return Topic.reports(report.host());
    }

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
    public Topic topic() {
      return Topic.SAMPLES;
    }

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
