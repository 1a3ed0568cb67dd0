package org.tunnelbench.controller.trial;

import java.util.Optional;
import org.tunnelbench.contract.experiment.AdaptiveLength;
import org.tunnelbench.contract.experiment.TrafficSpec;
import org.tunnelbench.controller.analysis.enough.CellRepetitions;
import org.tunnelbench.controller.analysis.enough.TrialLength;

/** Asks the rules of an experiment whose trials may end before their time; others never end so. */
final class Sufficiency {
  private Sufficiency() {}

  /** The state of a trial after a sample of its receiver. */
  static OpenTrial after(OpenTrial open, RunningExperiment experiment, TrialSeries series) {
    TrafficSpec traffic = open.assignment().traffic();
    if (!(open instanceof Measuring measuring)
        || measuring.enough().isPresent()
        || traffic.adaptive().isEmpty()) {
      return open;
    }
    PlannedTrial trial = experiment.record().trial(open.assignment().attempt().trial().place());
    TrialLength length =
        new TrialLength(
            traffic.adaptive().get(),
            traffic.seconds(),
            CellRepetitions.known(experiment.measured(trial)));
    return length.enough(series.points()).<OpenTrial>map(measuring::enough).orElse(open);
  }

  /** Why the cell of a trial needs no further repetition; empty where it does. */
  static Optional<String> ofCell(RunningExperiment experiment, PlannedTrial trial) {
    Optional<AdaptiveLength> length = experiment.record().document().traffic().adaptive();
    return length.flatMap(
        adaptive -> CellRepetitions.enough(experiment.measured(trial), adaptive.precision()));
  }
}
