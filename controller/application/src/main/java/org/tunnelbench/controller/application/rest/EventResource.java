package org.tunnelbench.controller.application.rest;

import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestStreamElementType;
import org.tunnelbench.contract.api.Event;
import org.tunnelbench.contract.trial.ExperimentId;
import org.tunnelbench.controller.application.access.Role;
import org.tunnelbench.controller.application.live.LiveEvents.TooManyListenersException;
import org.tunnelbench.controller.application.record.UnavailableException;

/**
 * What goes on, as server-sent events (HTML Living Standard, section 9.2). First comes the present
 * state: experiments, and their trials that have begun.
 */
@Path("/api/v1/events")
@Produces(MediaType.SERVER_SENT_EVENTS)
@RolesAllowed({Role.VIEWER_NAME, Role.OPERATOR_NAME})
@Tag(name = "events")
public class EventResource {
  private final EventStreams streams;

  @Inject
  EventResource(EventStreams streams) {
    this.streams = streams;
  }

  @GET
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
    return experiment.isPresent()
        ? streams.of(new ExperimentId(experiment.get()))
        : streams.ofAll();
  }
}
