package org.tunnelbench.controller.application.rest;

import io.smallrye.mutiny.Multi;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.tunnelbench.contract.api.Event;
import org.tunnelbench.contract.trial.ExperimentId;
import org.tunnelbench.controller.application.live.LiveEvents;
import org.tunnelbench.controller.application.live.LiveEvents.TooManyListenersException;
import org.tunnelbench.controller.application.record.ReadModel;
import org.tunnelbench.controller.application.record.UnavailableException;
import org.tunnelbench.controller.trial.Chronicle;
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
    var unused = model.chronicle();
    return events.listen(Optional.empty(), () -> present(EventStreams::ofAll));
  }

  private static Stream<Event> ofAll(Chronicle chronicle) {
    return chronicle.experiments().stream()
        .flatMap(
            experiment ->
                experiment.endedAt().isEmpty()
                    ? Views.present(chronicle, experiment).stream()
                    : Stream.of(Views.changed(chronicle, experiment)));
  }

  /** Of one experiment, until it has ended. */
  Multi<Event> of(ExperimentId id)
      throws ProblemException, UnavailableException, TooManyListenersException {
    if (model.chronicle().experiment(id).isEmpty()) {
      throw ProblemException.unknown(id);
    }
    return events.listen(Optional.of(id), () -> present(chronicle -> of(chronicle, id)));
  }

  private static Stream<Event> of(Chronicle chronicle, ExperimentId id) {
    return chronicle.experiment(id).stream()
        .flatMap(experiment -> Views.present(chronicle, experiment).stream());
  }

  /** Of the record as it is at the moment of asking: it may be read anew at any time. */
  private List<Event> present(Function<Chronicle, Stream<Event>> told) {
    return model.known().stream().flatMap(told).toList();
  }
}
