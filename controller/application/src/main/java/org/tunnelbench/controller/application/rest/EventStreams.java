package org.tunnelbench.controller.application.rest;

import io.smallrye.mutiny.Multi;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tunnelbench.contract.api.Event;
import org.tunnelbench.contract.trial.ExperimentId;
import org.tunnelbench.controller.application.live.LiveEvents;
import org.tunnelbench.controller.application.live.LiveEvents.TooManyListenersException;
import org.tunnelbench.controller.application.record.ReadModel;
import org.tunnelbench.controller.application.record.UnavailableException;
import org.tunnelbench.controller.trial.Chronicle;
import org.tunnelbench.controller.trial.ExperimentRecord;
import org.tunnelbench.controller.trial.Views;

/** The present state, followed by what goes on. */
@Singleton
class EventStreams {
  private final LiveEvents events;
  private final ReadModel model;

  @Inject
  EventStreams(LiveEvents events, ReadModel model) {
    this.events = events;
    this.model = model;
  }

  /** Of all experiments; of those that have ended no trials are told. */
  Multi<Event> ofAll() throws UnavailableException, TooManyListenersException {
    Chronicle chronicle = model.chronicle();
    return events.listen(
        Optional.empty(),
        () ->
            chronicle.experiments().stream()
                .flatMap(experiment -> presentOfAll(chronicle, experiment))
                .toList());
  }

  private static Stream<Event> presentOfAll(Chronicle chronicle, ExperimentRecord experiment) {
    return experiment.endedAt().isEmpty()
        ? Views.present(chronicle, experiment).stream()
        : Stream.of(Views.changed(chronicle, experiment));
  }

  /** Of one experiment, until it has ended. */
  Multi<Event> of(ExperimentId id)
      throws ProblemException, UnavailableException, TooManyListenersException {
    Chronicle chronicle = model.chronicle();
    if (chronicle.experiment(id).isEmpty()) {
      throw ProblemException.unknown(id);
    }
    return events.listen(Optional.of(id), () -> present(chronicle, id));
  }

  private static List<Event> present(Chronicle chronicle, ExperimentId id) {
    return chronicle.experiment(id).stream()
        .flatMap(experiment -> Views.present(chronicle, experiment).stream())
        .toList();
  }
}
