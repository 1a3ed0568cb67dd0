package org.tunnelbench.controller.application.rest;

import io.smallrye.mutiny.Multi;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestStreamElementType;
import org.tunnelbench.contract.api.Event;
import org.tunnelbench.contract.trial.ExperimentId;
import org.tunnelbench.controller.application.live.LiveEvents;
import org.tunnelbench.controller.application.live.LiveEvents.TooManyListenersException;
import org.tunnelbench.controller.application.record.ReadModel;
import org.tunnelbench.controller.application.record.UnavailableException;
import org.tunnelbench.controller.trial.Chronicle;
import org.tunnelbench.controller.trial.ExperimentRecord;
import org.tunnelbench.controller.trial.Views;

/**
 * What goes on, as server-sent events (HTML Living Standard, section 9.2). First comes the present
 * state: experiments, and their trials that have begun.
 */
@Path("/api/v1")
@Produces(MediaType.SERVER_SENT_EVENTS)
@Tag(name = "events")
public class EventResource {
  private final LiveEvents events;
  private final ReadModel model;

  @Inject
  EventResource(LiveEvents events, ReadModel model) {
    this.events = events;
    this.model = model;
  }

  @GET
  @Path("events")
  @RestStreamElementType(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Tell the present state and then what goes on",
      description =
          "Of one experiment until it has ended, or of all. Who does not keep up is cut off and can"
              + " begin anew.")
  public Multi<Event> all(
      @Parameter(description = "The experiment to tell of; all where it is left out")
          @QueryParam("experiment")
          Optional<String> experiment)
      throws ProblemException, UnavailableException, TooManyListenersException {
    return experiment.isPresent() ? one(experiment.get()) : listen(Optional.empty());
  }

  @GET
  @Path("experiments/{id}/events")
  @RestStreamElementType(MediaType.APPLICATION_JSON)
  @Operation(summary = "Tell where an experiment stands and then what goes on until it has ended")
  public Multi<Event> one(@PathParam("id") String id)
      throws ProblemException, UnavailableException, TooManyListenersException {
    ExperimentId experiment = new ExperimentId(id);
    if (model.chronicle().experiment(experiment).isEmpty()) {
      throw ProblemException.unknown(experiment);
    }
    return listen(Optional.of(experiment));
  }

  private Multi<Event> listen(Optional<ExperimentId> experiment)
      throws UnavailableException, TooManyListenersException {
    Chronicle chronicle = model.chronicle();
    return events.listen(experiment, () -> present(chronicle, experiment));
  }

  private static List<Event> present(Chronicle chronicle, Optional<ExperimentId> wanted) {
    List<ExperimentRecord> experiments =
        wanted.isPresent()
            ? chronicle.experiment(wanted.get()).stream().toList()
            : chronicle.experiments();
    return experiments.stream()
        .flatMap(experiment -> Views.present(chronicle, experiment).stream())
        .toList();
  }
}
