package org.tunnelbench.controller.application.rest;

import io.smallrye.mutiny.Multi;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestStreamElementType;
import org.tunnelbench.contract.api.Event;
import org.tunnelbench.contract.trial.ExperimentId;
import org.tunnelbench.controller.application.live.LiveEvents.TooManyListenersException;
import org.tunnelbench.controller.application.record.UnavailableException;

/** What goes on in one experiment. */
@Path("/api/v1/experiments/{id}/events")
@Produces(MediaType.SERVER_SENT_EVENTS)
@Tag(name = "events")
public class ExperimentEventResource {
  private final EventStreams streams;

  @Inject
  ExperimentEventResource(EventStreams streams) {
    this.streams = streams;
  }

  @GET
  @RestStreamElementType(MediaType.APPLICATION_JSON)
  @Operation(summary = "Tell where an experiment stands and then what goes on until it has ended")
  public Multi<Event> one(@PathParam("id") String id)
      throws ProblemException, UnavailableException, TooManyListenersException {
    return streams.of(new ExperimentId(id));
  }
}
