package org.tunnelbench.controller.application.rest;

import java.util.Collection;
import org.tunnelbench.contract.api.TrialResult;
import org.tunnelbench.contract.experiment.TrafficSpec;
import org.tunnelbench.controller.application.record.SeriesReader;
import org.tunnelbench.controller.application.record.SeriesReader.Kept;
import org.tunnelbench.controller.application.record.SeriesReader.Wanted;
import org.tunnelbench.controller.application.record.UnavailableException;

/** The series of an experiment in plan order, of which only some are in memory at a time. */
final class SeriesInTurn {
  private final InTurn<Kept> series;

  SeriesInTurn(SeriesReader reader, Collection<Wanted> wanted, TrafficSpec traffic) {
    series = new InTurn<>(reader::read, wanted, traffic);
  }

  /** Reads the first ones, so that a broker that is away is noticed. */
  void begin() throws UnavailableException {
    series.begin();
  }

  /** The trial with its series, which is forgotten then; without any where it has none. */
  TrialResult fill(TrialResult trial) throws UnavailableException {
    return series.take(trial.id()).map(kept -> Gaps.fill(trial, kept)).orElse(trial);
  }
}
