package org.tunnelbench.controller.application.record;

import java.util.List;
import java.util.Optional;
import org.tunnelbench.contract.api.Event;
import org.tunnelbench.contract.api.SeriesPoint;
import org.tunnelbench.contract.trial.ExperimentId;
import org.tunnelbench.contract.trial.TrialId;
import org.tunnelbench.controller.application.live.LiveEvents;
import org.tunnelbench.controller.trial.Chronicle;
import org.tunnelbench.controller.trial.Effect;
import org.tunnelbench.controller.trial.ExperimentRecord;
import org.tunnelbench.controller.trial.TrialRecord;
import org.tunnelbench.controller.trial.Views;

/** Folds what is written to the record, and tells those who listen. */
final class LiveChronicle {
  private final Chronicle chronicle;
  private final LiveEvents events;

  LiveChronicle(Chronicle chronicle, LiveEvents events) {
    this.chronicle = chronicle;
    this.events = events;
  }

  Chronicle chronicle() {
    return chronicle;
  }

  /** Folds an effect that Kafka has acknowledged. */
  void apply(Effect effect) {
    switch (effect) {
      case Effect.WriteExperiment write -> fold(write.experiment());
      case Effect.WriteTrial write -> fold(write.trial());
      case Effect.EraseExperiment erase -> erase(erase.id());
      case Effect.EraseTrial erase -> chronicle.erase(erase.id());
      case Effect.AskAgent ask -> {}
      case Effect.AskProbe ask -> {}
    }
  }

  void fold(ExperimentRecord experiment) {
    events.tell(
        () ->
            chronicle.fold(experiment) ? List.of(Views.changed(chronicle, experiment)) : List.of());
  }

  void fold(TrialRecord trial) {
    events.tell(
        () -> {
          boolean changed = chronicle.fold(trial);
          Optional<ExperimentRecord> experiment = chronicle.experiment(trial.id().experiment());
          return changed && experiment.isPresent()
              ? List.of(Views.changed(experiment.get().trial(trial.id().place()), trial.state()))
              : List.of();
        });
  }

  void erase(ExperimentId experiment) {
    chronicle.erase(experiment);
    events.forget(experiment);
  }

  void speed(TrialId trial, SeriesPoint point) {
    events.tell(() -> List.of(new Event.Speed(trial.experiment(), trial, point)));
  }
}
