package org.tunnelbench.controller.application.record;

import java.util.OptionalLong;
import org.tunnelbench.contract.api.SeriesPoint;
import org.tunnelbench.contract.message.End;
import org.tunnelbench.contract.message.TrafficSample;
import org.tunnelbench.contract.trial.TrialId;
import org.tunnelbench.controller.trial.OpenTrial;

/** Tells listeners how fast the traffic runs. */
final class Speeds {
  private final LiveChronicle record;
  private final long from;

  /**
   * @param from offset of the first sample that was not there before: those are read again and were
   *     told already
   */
  Speeds(LiveChronicle record, long from) {
    this.record = record;
    this.from = from;
  }

  void take(Message.Sampled read) {
    TrafficSample sample = read.sample();
    if (read.offset() >= from && sample.end() == End.RECEIVER && isOfOpenTrial(sample)) {
      record.speed(
          sample.attempt().trial(),
          new SeriesPoint(
              sample.start(),
              sample.seconds(),
              sample.bytes(),
              OptionalLong.empty(),
              OptionalLong.empty()));
    }
  }

  private boolean isOfOpenTrial(TrafficSample sample) {
    TrialId trial = sample.attempt().trial();
    return record
        .chronicle()
        .experiment(trial.experiment())
        .filter(experiment -> trial.place() < experiment.size())
        .map(experiment -> record.chronicle().state(experiment, trial.place()))
        .filter(
            state ->
                state instanceof OpenTrial open
                    && open.assignment().attempt().equals(sample.attempt()))
        .isPresent();
  }
}
